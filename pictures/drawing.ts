/** What is drawn: the program asks for it, the page in the browser shows it. */
import type { DashboardModel, PanelModel } from "../dashboards/model.ts";

/** One column of an answer. JSON has no NaN and no infinity: these are texts. */
export interface AnswerField {
  readonly name: string;
  readonly type: "time" | "number" | "string";
  readonly labels?: Readonly<Record<string, string>>;
  /** The legend, where the query names its series. */
  readonly displayName?: string;
  readonly values: readonly (number | string | null)[];
}

/** What a query gave: a series, or a table. */
export interface AnswerFrame {
  readonly refId: string;
  readonly fields: readonly AnswerField[];
}

/** A panel and its answers. */
export interface DrawnPanel {
  readonly panel: PanelModel;
  readonly frames: readonly AnswerFrame[];
  /** What the server said in place of an answer. */
  readonly error?: string;
  /** Why the answers are made up: no server here gives them. */
  readonly madeUp?: string;
}

/** One dashboard as people would have opened it. */
export interface Drawing {
  readonly title: string;
  readonly links: DashboardModel["links"];
  /** What stands at the top of the page, in order. */
  readonly variables: readonly { readonly label: string; readonly text: string }[];
  readonly panels: readonly DrawnPanel[];
  /** The time range, in milliseconds since 1970. */
  readonly from: number;
  readonly to: number;
  /** Seconds between two points. */
  readonly step: number;
}

/** How it is looked at. */
export interface View {
  /** Width of the page in pixels. */
  readonly width: number;
  readonly theme: "dark" | "light";
}

/** What the page found wrong with a panel. */
export interface Finding {
  readonly panel: string;
  readonly what: string;
}

declare global {
  interface Window {
    /** Shows a dashboard. */
    draw: (drawing: Drawing, view: View) => Promise<void>;
    /** What is wrong with what is shown. */
    look: () => readonly Finding[];
  }
}
