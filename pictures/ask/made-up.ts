/** Rows and lines for panels that ask Tempo or Loki, which are not here: what they show is only what they look like. */
import type { PanelModel } from "../../dashboards/model.ts";
import { END, RANGE, STEP } from "../data/moment.ts";
import type { AnswerField, AnswerFrame } from "../drawing.ts";

const SERVICES = ["litellm", "open-webui", "litellm", "ollama", "open-webui"] as const;

/** What such a panel is drawn with. */
export function madeUpFrames({ type }: PanelModel): readonly AnswerFrame[] {
  return type === "timeseries" ? [line("litellm", 0.4), line("open-webui", 0.7)] : [traces()];
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

/** A list of traces with the names that Tempo's plugin gives its columns. */
function traces(): AnswerFrame {
  const rows = SERVICES.map((service, row) => ({ service, row }));
  const column = (name: string, type: AnswerField["type"], value: (row: (typeof rows)[number]) => string | number) => ({
    name,
    type,
    values: rows.map(value),
  });
  return {
    refId: "A",
    fields: [
      column("traceID", "string", ({ row }) => `${row + 1}f3a9c0d5e7b2846a1c3e5f7092b4d6${row}`),
      column("startTime", "time", ({ row }) => (END - 60 * (row + 1)) * 1000),
      column("traceService", "string", ({ service }) => service),
      column("traceName", "string", ({ service }) =>
        service === "ollama" ? "chat llama3.2" : "POST /v1/chat/completions",
      ),
      column("traceDuration", "number", ({ row }) => 5200 + 731 * row),
    ],
  };
}
