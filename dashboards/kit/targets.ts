import type { Dataquery } from "@grafana/grafana-foundation-sdk/prometheus";
import type { Plain } from "./plain.ts";
import { promDataSource } from "./variables.ts";

/** A query as Grafana's JSON has it. */
export type Target = Plain<Dataquery>;

/** One query of a panel. */
export interface Query {
  /** PromQL. Its first column is column 1 of error messages. */
  readonly expr: string;
  /** How each series is named: text with `{{label}}` for the labels the result has. */
  readonly legend: string;
  /** `show` draws the exemplars (points that lead to a trace) of the histogram that is asked for. Default: none. */
  readonly exemplars?: "show";
}

/** What a query asks for: a line over the time range, one value at its end, one table row a series, or buckets. */
export type TargetKind = "range" | "instant" | "table" | "heatmap";

const kinds = {
  range: { format: "time_series", instant: false, range: true },
  instant: { format: "time_series", instant: true, range: false },
  table: { format: "table", instant: true, range: false },
  heatmap: { format: "heatmap", instant: false, range: true },
} as const satisfies Record<TargetKind, Partial<Target>>;

/** The queries of a panel as Grafana wants them, lettered A, B, C … in their order. */
export function targets(queries: readonly Query[], kind: TargetKind): Target[] {
  return queries.map(({ expr, legend, exemplars }, index) => ({
    refId: String.fromCharCode("A".charCodeAt(0) + index),
    datasource: promDataSource,
    editorMode: "code",
    expr,
    legendFormat: legend,
    exemplar: exemplars === "show",
    ...kinds[kind],
  }));
}
