/** Rows and lines for panels that ask Tempo or Loki, which are not here: what they show is only what they look like. */
import type { PanelModel } from "../../dashboards/model.ts";
import { END, RANGE, STEP } from "../data/moment.ts";
import type { AnswerField, AnswerFrame } from "../drawing.ts";

const SERVICES = ["litellm", "open-webui", "litellm", "ollama", "open-webui"] as const;

/** What such a panel is drawn with. */
export function madeUpFrames({ type, targets }: PanelModel): readonly AnswerFrame[] {
  if (type === "timeseries") return [line("litellm", 0.4), line("open-webui", 0.7)];
  const target = targets?.[0];
  return [target?.tableType === "spans" ? spans(typeof target.query === "string" ? target.query : "") : traces()];
}

function line(name: string, height: number): AnswerFrame {
  const times = Array.from({ length: RANGE / STEP + 1 }, (_, n) => END - RANGE + n * STEP);
  return {
    refId: "A",
    fields: [
      { name: "Time", type: "time", values: times.map((at) => at * 1000) },
      {
        name: "Value",
        type: "number",
        labels: {},
        displayName: name,
        values: times.map((_, n) => height * (1 + 0.3 * Math.sin(n / 20 + 5 * height))),
      },
    ],
  };
}

type Row = { readonly service: string; readonly row: number };

const column = (name: string, type: AnswerField["type"], value: (row: Row) => string | number): AnswerField => ({
  name,
  type,
  values: SERVICES.map((service, row) => value({ service, row })),
});

const id = ({ row }: Row) => `${row + 1}f3a9c0d5e7b2846a1c3e5f7092b4d6${row}`;
const start = ({ row }: Row) => (END - 60 * (row + 1)) * 1000;
const nameOf = ({ service }: Row) => (service === "ollama" ? "chat llama3.2" : "POST /v1/chat/completions");
/** Milliseconds. */
const duration = ({ row }: Row) => 5200 + 731 * row;

/** A list of traces with the names that Tempo's plugin gives its columns. */
function traces(): AnswerFrame {
  return {
    refId: "A",
    fields: [
      column("traceID", "string", id),
      column("startTime", "time", start),
      column("traceService", "string", ({ service }) => service),
      column("traceName", "string", nameOf),
      column("traceDuration", "number", duration),
    ],
  };
}

/** A list of spans, with the attributes that the query selects. The plugin hides the trace's id. */
function spans(query: string): AnswerFrame {
  const [, selected = ""] = /select\((.*)\)\s*$/s.exec(query) ?? [];
  return {
    refId: "A",
    fields: [
      column("traceService", "string", ({ service }) => service),
      column("spanID", "string", ({ row }) => `${row}c0d5e7b2846a1c3`),
      column("time", "time", start),
      column("name", "string", nameOf),
      ...selected.split(",").flatMap((attribute) => attributeColumn(attribute.trim())),
      column("duration", "number", (row) => duration(row) * 1e6),
    ],
  };
}

function attributeColumn(attribute: string): readonly AnswerField[] {
  if (attribute === "") return [];
  const name = attribute.replace(/^(span|resource|event)[.:]/, "");
  return [column(name, "string", ({ row }) => (/token|code|size/.test(name) ? String(200 + 13 * row) : "llama3.2"))];
}
