/** What panels ask Tempo: the data source, the queries, and where a trace in a table leads. */
import type { promDataSource, Variable } from "./variables.ts";

/** The data source that panels of traces ask: the variable, so that one dashboard serves each Tempo there is. */
export const traceDataSource = { type: "tempo", uid: "$traces" } as const;

/** `$traces`: which Tempo to ask. Default: the stack's own, which has the uid `tempo`. */
export function traceSourceVariable(): Variable {
  return {
    type: "datasource",
    name: "traces",
    label: "Traces",
    query: "tempo",
    current: { text: "tempo", value: "tempo" },
    includeAll: false,
    multi: false,
    refresh: 1,
    hide: 0,
  };
}

/** A query of Tempo's plugin as Grafana's JSON has it (`dataquery.cue` of the plugin; the SDK has none of it). */
export type TraceTarget = {
  readonly refId: string;
  readonly datasource: typeof traceDataSource;
  readonly queryType: "traceql" | "serviceMap";
  /** TraceQL. */
  readonly query?: string;
  /** Traces at most. */
  readonly limit?: number;
  /** A row a trace, or a row a span. */
  readonly tableType?: "traces" | "spans";
  /** Spans of a trace at most. */
  readonly spss?: number;
  /** Matchers of the series of a service map, in braces. */
  readonly serviceMapQuery?: string;
};

/** A list of traces, or of spans. */
export function traceList(query: string, rows: "traces" | "spans", limit: number): TraceTarget {
  return {
    refId: "A",
    datasource: traceDataSource,
    queryType: "traceql",
    query,
    limit,
    tableType: rows,
    spss: rows === "spans" ? 10 : 3,
  };
}

/** Numbers over time that Tempo makes of the traces that were kept. */
export function traceSeries(query: string): TraceTarget {
  return { refId: "A", datasource: traceDataSource, queryType: "traceql", query };
}

/** The services that call each other, from their calls before sampling. */
export function serviceMap(matchers: string): TraceTarget {
  return { refId: "A", datasource: traceDataSource, queryType: "serviceMap", serviceMapQuery: `{${matchers}}` };
}

/** The data source of a panel by what it asks. */
export type PanelSource = typeof promDataSource | typeof traceDataSource;
