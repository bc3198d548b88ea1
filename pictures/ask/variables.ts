/** What a dashboard's variables hold when it is opened, and queries with them filled in. */
import type { DashboardModel, VariableModel } from "../../dashboards/model.ts";
import { variablesOf } from "../../dashboards/walk.ts";
import { END, RANGE, STEP } from "../data/moment.ts";
import { labelValues } from "./prometheus.ts";

/** A variable that was read. */
export interface Chosen {
  readonly name: string;
  readonly label: string;
  /** What people see. */
  readonly text: string;
  /** What queries get. */
  readonly value: string;
}

const MACROS: Readonly<Record<string, string>> = {
  __interval: `${STEP}s`,
  __interval_ms: String(STEP * 1000),
  // Four times the scrape interval, as Grafana's plugin for Prometheus has it.
  __rate_interval: `${4 * STEP}s`,
  __range: `${RANGE}s`,
  __range_s: String(RANGE),
  __range_ms: String(RANGE * 1000),
};

/** A text with variables and Grafana's own macros filled in; what is not known stays. Default: the macros of a picture. */
export function fill(text: string, chosen: readonly Chosen[], macros = MACROS): string {
  return text.replace(/\$(?:(\w+)|\{(\w+)(?::\w+)?\})/g, (whole, plain?: string, braced?: string) => {
    const name = plain ?? braced ?? "";
    return chosen.find((each) => each.name === name)?.value ?? macros[name] ?? whole;
  });
}

/** The variables of a dashboard, each after those that it may ask for. */
export async function chosenOf(model: DashboardModel, url: string): Promise<readonly Chosen[]> {
  const chosen: Chosen[] = [];
  for (const variable of variablesOf(model)) {
    const { text, value } = await defaultOf(variable, chosen, url);
    chosen.push({ name: variable.name, label: textOr(variable.label, variable.name), text, value });
  }
  return chosen;
}

type Choice = Pick<Chosen, "text" | "value">;

async function defaultOf(variable: VariableModel, chosen: readonly Chosen[], url: string): Promise<Choice> {
  const current = currentOf(variable);
  if (variable.type !== "query") return current;
  const query = typeof variable.query === "string" ? variable.query : variable.query?.query;
  const asked = /^label_values\((.*),\s*(\w+)\)$/s.exec(fill(typeof query === "string" ? query : "", chosen));
  const [, selector, label] = asked ?? [];
  const isAll = current.value === "$__all";
  if (isAll && typeof variable.allValue === "string") return { text: "All", value: variable.allValue };
  // Tempo and Loki, which are not here, answer the others.
  if (selector === undefined || label === undefined) return isAll ? { text: "All", value: ".*" } : current;
  const values = await labelValues(url, label, selector, { start: END - RANGE, end: END });
  if (isAll) return { text: "All", value: `(${values.map(escaped).join("|")})` };
  if (current.value !== "") return current;
  return { text: values[0] ?? "", value: values[0] ?? "" };
}

function currentOf({ current }: VariableModel): Choice {
  if (typeof current !== "object" || current === null) return { text: "", value: "" };
  const { text, value } = current as { readonly text?: unknown; readonly value?: unknown };
  return {
    text: textOr(Array.isArray(text) ? text[0] : text, ""),
    value: textOr(Array.isArray(value) ? value[0] : value, ""),
  };
}

function textOr(value: unknown, other: string): string {
  return typeof value === "string" ? value : other;
}

/** As Grafana escapes a value for a matcher by regular expression. */
function escaped(value: string): string {
  return value.replace(/[\\^$*+?.()|[\]{}]/g, "\\\\$&");
}
