import type { VariableModel } from "@grafana/grafana-foundation-sdk/dashboard";
import type { Plain } from "./plain.ts";

/** A dashboard variable as Grafana's JSON has it. */
export type Variable = Plain<VariableModel>;

/** The data source that every panel asks: the variable, so that one dashboard serves each Prometheus there is. */
export const promDataSource = { type: "prometheus", uid: "$datasource" } as const;

/** `$datasource`: which Prometheus to ask. Default: the stack's own, which has the uid `prometheus`. */
export function dataSourceVariable(): Variable {
  return {
    type: "datasource",
    name: "datasource",
    label: "Data source",
    query: "prometheus",
    current: { text: "prometheus", value: "prometheus" },
    includeAll: false,
    multi: false,
    refresh: 1,
    hide: 0,
  };
}

/** What a variable with a list of label values needs. */
export interface LabelVariable {
  /** The name in queries, without `$`. */
  readonly name: string;
  /** What stands beside the list on the dashboard. */
  readonly label: string;
  readonly description: string;
  /** The series whose label is listed, e.g. `up{cluster=~"$cluster"}`. */
  readonly series: string;
  /** The label whose values are the choices. */
  readonly values: string;
  /**
   * The regular expression that "All" stands for: `.+` wants the label to be there, `.*` also takes series without it.
   * One short expression, whatever the number of values: a thousand node names joined by `|` would be a slow query.
   * `listed`: all values of the list and no others, where these are few and chosen from more.
   */
  readonly all: ".+" | ".*" | "listed";
}

/** A variable with the values of a label: several may be chosen; default: all. */
export function labelVariable({ name, label, description, series, values, all }: LabelVariable): Variable {
  return {
    type: "query",
    name,
    label,
    description,
    datasource: promDataSource,
    definition: `label_values(${series}, ${values})`,
    query: { query: `label_values(${series}, ${values})`, refId: `Variable-${name}` },
    // When the time range changes: a node that died yesterday is in yesterday's list.
    refresh: 2,
    sort: 7,
    multi: true,
    includeAll: true,
    ...(all === "listed" ? {} : { allValue: all }),
    current: { text: ["All"], value: ["$__all"] },
    hide: 0,
  };
}

/** The windows that rates can be taken over. The first is four scrapes of 15 s, the least that survives a lost one. */
const windows = ["1m", "5m", "15m", "1h", "6h"] as const;

/**
 * `$interval`: the window that rates are taken over. Default 5 m, as specified.
 *
 * "auto" grows the window with the time range (a two-hundredth of it, never under a minute). Over days the step
 * between two points gets longer than five minutes, and a fixed window of five would leave out what lies between.
 */
export function intervalVariable(): Variable {
  return {
    type: "interval",
    name: "interval",
    label: "Interval",
    description: "Window that rates and percentiles are taken over. Choose auto, or 15m and more, for ranges of days.",
    query: windows.join(","),
    options: windows.map((window) => ({ selected: window === "5m", text: window, value: window })),
    current: { selected: true, text: "5m", value: "5m" },
    auto: true,
    auto_min: "1m",
    auto_count: 200,
    refresh: 2,
    hide: 0,
  };
}

/** A variable that people type: a regular expression, by default one that takes everything. */
export function textVariable(spec: Pick<LabelVariable, "name" | "label" | "description">): Variable {
  return typed(spec, ".*");
}

/** A variable that people type: a number that queries reckon with, such as a price. */
export function numberVariable({
  byDefault,
  ...spec
}: Pick<LabelVariable, "name" | "label" | "description"> & { readonly byDefault: number }): Variable {
  return typed(spec, String(byDefault));
}

function typed(spec: Pick<LabelVariable, "name" | "label" | "description">, text: string): Variable {
  return {
    type: "textbox",
    ...spec,
    query: text,
    current: { text, value: text },
    options: [{ selected: true, text, value: text }],
    hide: 0,
  };
}
