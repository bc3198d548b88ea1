import { errorAt, type Problem } from "../../problems/problem.ts";
import { type PanelModel, thresholdsSchema } from "../model.ts";
import { nameOf, panelsOf, queriesOf } from "../walk.ts";
import { doubtAt, type Subject } from "./subject.ts";

/** Panels that show no data of their own. */
const withoutData: ReadonlySet<string> = new Set([
  "row",
  "text",
  "dashlist",
  "alertlist",
  "annolist",
  "news",
  "welcome",
  "gettingstarted",
]);

/**
 * The data sources that a stack of this program has, by uid and name
 * (https://grafana.com/docs/grafana/latest/administration/provisioning/).
 */
export const provisionedSources: ReadonlySet<string> = new Set([
  "prometheus",
  "Prometheus",
  "alertmanager",
  "Alertmanager",
  "loki",
  "Loki",
  "tempo",
  "Tempo",
]);

/** Panels that do not say what they show or from which source; and thresholds out of order. */
export function panelProblems(subject: Subject): Problem[] {
  const ofPanels = panelsOf(subject.model).flatMap((panel) => {
    const where = { file: subject.file, part: nameOf(panel) };
    const doubt = (message: string, hint: string) => doubtAt(subject)(where, message, { hint });
    const data = !withoutData.has(panel.type);
    return [
      // A text may speak for itself.
      ...(panel.title?.trim() || panel.type === "text"
        ? []
        : [doubt("The panel has no title.", "say in a few words what it shows")]),
      ...(!data || panel.description?.trim()
        ? []
        : [doubt("The panel has no description.", "say what good looks like and what to do otherwise")]),
      ...(!data || (panel.targets ?? []).length > 0
        ? []
        : [doubt("The panel has no query.", "add one, or remove the panel")]),
      ...thresholdProblems(panel, doubt),
    ];
  });
  return [...ofPanels, ...sourceProblems(subject)];
}

/** Sources that other stacks name otherwise, and those that no stack has: once for whatever asks them. */
function sourceProblems(subject: Subject): Problem[] {
  const asked = new Map(
    queriesOf(subject.model).map(({ part, source }) => [`${part} ${source.name}`, { part, source }]),
  );
  return [...asked.values()].flatMap(({ part, source: { kind, name } }) => {
    if (kind === "variable" || kind === "built-in") return [];
    const where = { file: subject.file, part };
    const hint = "choose the dashboard's variable, $datasource: other stacks name their sources otherwise";
    if (kind === "default") return [doubtAt(subject)(where, "It asks no data source by name.", { hint })];
    const report = kind === "fixed" && provisionedSources.has(name) ? doubtAt(subject) : errorAt;
    return [report(where, `It asks the data source "${name}".`, { hint })];
  });
}

function thresholdProblems(panel: PanelModel, doubt: (message: string, hint: string) => Problem): Problem[] {
  const { defaults, overrides } = panel.fieldConfig ?? {};
  const ofColumns = (overrides ?? [])
    .flatMap(({ properties }) => properties ?? [])
    .flatMap(({ id, value }) => (id === "thresholds" ? [value] : []));
  return [defaults?.thresholds, ...ofColumns].flatMap((thresholds) => {
    const steps = (thresholdsSchema.safeParse(thresholds).data?.steps ?? []).map(({ value, color }) => ({
      value: value ?? Number.NEGATIVE_INFINITY,
      color,
    }));
    const ascend = steps.every(({ value }, index) => index === 0 || value > (steps[index - 1]?.value ?? value));
    if (ascend) return [];
    const found = steps.map(({ value, color }) => `${value === -Infinity ? "base" : value} ${color}`).join(", ");
    return [doubt(`The thresholds are not in ascending order: ${found}.`, "begin with the base, then go upwards")];
  });
}
