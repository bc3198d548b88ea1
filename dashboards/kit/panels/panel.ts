import type { FieldConfigSource, Panel as SdkPanel } from "@grafana/grafana-foundation-sdk/dashboard";
import type { Plain, Unit } from "../plain.ts";
import { type Query, type Target, type TargetKind, targets } from "../targets.ts";
import type { Thresholds } from "../thresholds.ts";
import { type PanelSource, type TraceTarget, traceDataSource } from "../traces.ts";
import { promDataSource } from "../variables.ts";

/** A panel as Grafana's JSON has it, before the layout gives it its place. */
export type Panel = Omit<Plain<SdkPanel>, "id" | "title" | "description" | "targets" | "gridPos"> & {
  readonly id: number;
  readonly title: string;
  readonly description: string;
  readonly targets: (Target | TraceTarget)[];
};

/** How the values of a panel are shown: Grafana's field configuration. */
export type FieldConfig = Plain<FieldConfigSource>;

/** Texts in place of values. */
export type Mappings = NonNullable<FieldConfig["defaults"]["mappings"]>;

/** What every panel has. */
export interface PanelSpec {
  /**
   * The panel's number on its dashboard. Links and alerts point at it (`?viewPanel=3`), so it stays when panels move,
   * and is not used again when a panel goes.
   */
  readonly id: number;
  readonly title: string;
  /**
   * What is shown, what good looks like, and what to do when it is not. Markdown, shown behind the panel's "i": *italics*
   * are words that stand on the page (titles, legends, texts for values), `code` is what stands elsewhere.
   */
  readonly description: string;
  readonly unit: Unit;
  readonly queries: readonly Query[];
  /** What is asked of Tempo in place of Prometheus. Then there are no `queries`. */
  readonly traces?: TraceTarget;
  /** Where values turn yellow and red: the alerts' own numbers. Left out where no value is bad in itself. */
  readonly thresholds?: Thresholds;
  /** Digits after the point. Default: as many as Grafana finds useful. */
  readonly decimals?: number;
  /** The ends of the scale, in the panel's unit. Default: what the data needs. */
  readonly min?: number;
  readonly max?: number;
  /** Texts in place of values, such as "Quorum held". "No data" and "No traffic" come with every panel. */
  readonly mappings?: Mappings;
  /** What is different for one series or column. */
  readonly overrides?: FieldConfig["overrides"];
  /** What it says where its queries find nothing: "None", where that is as it should be. Default: "No data". */
  readonly empty?: "None";
}

/** What a kind of panel adds of its own. */
interface PanelKind {
  /** Grafana's plugin id, e.g. `timeseries`. */
  readonly type: string;
  readonly target: TargetKind;
  readonly options: object;
  readonly custom?: object;
  readonly color: NonNullable<FieldConfig["defaults"]["color"]>;
  readonly transformations?: Panel["transformations"];
}

/**
 * The Grafana whose options the panels are written in. Without it Grafana takes a panel for one of version 6.1 and migrates
 * it, and a share of 1 % then lies flat at the bottom of a scale from 0 to 1.
 */
export const pluginVersion = "13.2.3";

/**
 * The smallest step between two points. It is the scrape interval: finer steps would show one sample several times.
 */
const scrapeInterval = "15s";

/**
 * A panel's own texts and those for values that are none: a query that found no series has no value, a ratio or a quantile
 * without requests is NaN. People should read neither as zero. The first text that fits a value is shown.
 *
 * @param none for no value.
 */
export function withEmptyTexts(mappings: Mappings = [], none: "No data" | "–" = "No data"): Mappings {
  const index = mappings.length;
  return [
    ...mappings,
    { type: "special", options: { match: "nan", result: { text: "No traffic", color: "text", index } } },
    { type: "special", options: { match: "null", result: { text: none, color: "text", index: index + 1 } } },
  ];
}

/**
 * A panel of any kind, with what all of them share.
 *
 * @param spec without a unit where the panel has values of several, which then bring their own as overrides.
 */
export function panel({ unit, ...spec }: Omit<PanelSpec, "unit"> & { readonly unit?: Unit }, kind: PanelKind): Panel {
  const source: PanelSource = spec.traces === undefined ? promDataSource : traceDataSource;
  return {
    id: spec.id,
    type: kind.type,
    pluginVersion,
    title: spec.title,
    description: spec.description,
    datasource: source,
    interval: scrapeInterval,
    targets: spec.traces === undefined ? targets(spec.queries, kind.target) : [spec.traces],
    ...(kind.transformations === undefined ? {} : { transformations: kind.transformations }),
    fieldConfig: {
      defaults: {
        noValue: spec.empty ?? "No data",
        color: kind.color,
        ...(unit === undefined ? {} : { unit, mappings: withEmptyTexts(spec.mappings) }),
        ...(spec.thresholds === undefined ? {} : { thresholds: spec.thresholds }),
        ...(spec.decimals === undefined ? {} : { decimals: spec.decimals }),
        ...(spec.min === undefined ? {} : { min: spec.min }),
        ...(spec.max === undefined ? {} : { max: spec.max }),
        ...(kind.custom === undefined ? {} : { custom: kind.custom }),
      },
      overrides: spec.overrides ?? [],
    },
    options: kind.options,
  };
}
