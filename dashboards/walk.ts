/**
 * What a dashboard holds, wherever it stands: panels on the page, in collapsed rows and in the rows of before Grafana 5;
 * queries of panels, variables and annotations, each with the language of the data source that answers it.
 */
import type { QueryLanguage } from "../queries/check.ts";
import type { DashboardModel, DataSourceRef, PanelModel, VariableModel } from "./model.ts";

/**
 * The language of a query. `built-in`: Grafana answers it, or writes it, itself. `other`: of a data source that nothing here
 * reads.
 */
export type Language = QueryLanguage | "expression" | "built-in" | "other";

/** One query of a dashboard. */
export interface DashboardQuery {
  /** What asks, as messages name it: a panel's title, `variable $name`, `annotation name`. */
  readonly part: string;
  /** A panel's query's letter. */
  readonly refId?: string;
  /** What answers. */
  readonly source: Source;
  readonly language: Language;
  /** The query as written; empty where there is none. */
  readonly text: string;
  readonly use: "panel" | "variable" | "annotation";
  /** How a panel's series are named. */
  readonly legend: string;
  /** The panel that asks. */
  readonly panel?: PanelModel;
}

/** What a reference to a data source leads to, and the plugin that answers. */
export interface Source {
  /** `default`: nothing is named. `unknown variable`: one that the dashboard does not have. */
  readonly kind: "variable" | "default" | "built-in" | "fixed" | "unknown variable";
  readonly plugin: string;
  /** As written. */
  readonly name: string;
}

const builtIn: ReadonlySet<string> = new Set([
  "-- Mixed --",
  "-- Dashboard --",
  "-- Grafana --",
  "grafana",
  "datasource",
]);

const languages: Readonly<Record<string, Language>> = {
  prometheus: "PromQL",
  loki: "LogQL",
  tempo: "TraceQL",
  __expr__: "expression",
};

/** Every panel, rows too, in the order of the page. */
export function panelsOf({ panels, rows }: Pick<DashboardModel, "panels" | "rows">): PanelModel[] {
  const inRows = (rows ?? []).flatMap((row) => row.panels ?? []);
  return [...(panels ?? []), ...inRows].flatMap((panel) => [panel, ...panelsOf({ panels: panel.panels })]);
}

/** What a message calls a panel. */
export function nameOf({ title, id, type }: PanelModel): string {
  return title || (typeof id === "number" ? `panel ${id}` : `a ${type} panel without a title`);
}

/** The dashboard's variables. */
export function variablesOf({ templating }: DashboardModel): readonly VariableModel[] {
  return templating?.list ?? [];
}

/** What a reference leads to. Where none is named, the default answers: this program's is Prometheus. */
function sourceOf(reference: DataSourceRef, variables: readonly VariableModel[]): Source {
  const { uid, type } = typeof reference === "object" ? (reference ?? {}) : { uid: reference, type: undefined };
  const name = uid ?? "";
  const plugin = type || (["loki", "tempo"].find((known) => name.toLowerCase().includes(known)) ?? "prometheus");
  if (name === "__expr__" || type === "__expr__") return { kind: "built-in", plugin: "__expr__", name };
  if (builtIn.has(name) || builtIn.has(plugin)) return { kind: "built-in", plugin: "grafana", name };
  const chosen = /^(?:\$(\w+)|\$\{(\w+)(?::\w+)?\}|\[\[(\w+)\]\])$/.exec(name);
  if (chosen === null) return { kind: name === "" || name === "default" ? "default" : "fixed", plugin, name };
  const variable = variables.find((each) => each.name === (chosen[1] ?? chosen[2] ?? chosen[3]));
  if (variable?.type !== "datasource") return { kind: "unknown variable", plugin, name };
  return { kind: "variable", plugin: typeof variable.query === "string" ? variable.query : plugin, name };
}

/** Every query, in the order of the page; then those of variables and annotations. */
export function queriesOf(model: DashboardModel): DashboardQuery[] {
  const variables = variablesOf(model);
  const askedOf = (reference: DataSourceRef): Pick<DashboardQuery, "source" | "language"> => {
    const source = sourceOf(reference, variables);
    return { source, language: languages[source.plugin] ?? (source.plugin === "grafana" ? "built-in" : "other") };
  };
  const ofPanels = panelsOf(model).flatMap((panel) =>
    (panel.targets ?? []).map((target): DashboardQuery => {
      // A panel of mixed sources has none of its own, and a query without one asks the default.
      const mixed = sourceOf(panel.datasource, variables).name === "-- Mixed --";
      const answered = askedOf(target.datasource ?? (mixed ? undefined : panel.datasource));
      const written = answered.language !== "TraceQL" || isWritten(target.queryType);
      const asked = written ? answered : { ...answered, language: "built-in" as const };
      const texts: Readonly<Partial<Record<Language, unknown>>> = {
        TraceQL: target.query,
        expression: target.expression,
      };
      const text = asked.language in texts ? texts[asked.language] : target.expr;
      return {
        part: nameOf(panel),
        ...(typeof target.refId === "string" ? { refId: target.refId } : {}),
        ...asked,
        text: typeof text === "string" ? text : "",
        use: "panel",
        legend: target.legendFormat ?? "",
        panel,
      };
    }),
  );
  const ofVariables = variables
    .filter(({ type }) => type === "query")
    .map(({ name, query, datasource }): DashboardQuery => {
      const text = typeof query === "string" ? query : (query?.query ?? callOf(query));
      return {
        part: `variable $${name}`,
        ...askedOf(datasource),
        text: typeof text === "string" ? text : "",
        use: "variable",
        legend: "",
      };
    });
  const ofAnnotations = (model.annotations?.list ?? []).map(
    ({ name, datasource, expr, target }): DashboardQuery => ({
      part: `annotation ${name ?? ""}`.trim(),
      ...askedOf(datasource),
      text: target?.expr || target?.query || expr || "",
      use: "annotation",
      legend: "",
    }),
  );
  return [...ofPanels, ...ofVariables, ...ofAnnotations];
}

/** Whether somebody wrote a query of Tempo's: its search form and its service map have none. */
function isWritten(queryType: unknown): boolean {
  return !["traceqlSearch", "serviceMap", "upload", "nativeSearch", "clear"].includes(String(queryType));
}

/** A variable's query of Loki's and Tempo's plugins, whose `type` is 0 for names and 1 for values, as a call. */
function callOf(query: Readonly<Record<string, unknown>> | null | undefined): string {
  const { type, label, stream } = query ?? {};
  if (type === 0) return "label_names()";
  if (type !== 1 || typeof label !== "string") return "";
  return `label_values(${typeof stream === "string" && stream !== "" ? `${stream}, ` : ""}${label})`;
}
