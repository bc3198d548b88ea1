/** The files that the servers will read, taken out of the manifests that carry them: what is checked is what is deployed. */
import { FOLDER_ANNOTATION } from "../components/workload/workload.ts";
import { ALERT_RULES, apiAlertRules } from "./api-alert-rules.ts";
import { isObject, type Manifest, type RenderedFiles } from "./manifests.ts";
import type { Plan } from "./plan.ts";

/** Every configuration, rule and dashboard file, by its path below the output folder. */
export function servedFiles(plan: Plan, manifests: readonly Manifest[]): RenderedFiles {
  const files = new Map<string, string>();
  for (const { kind, name, object } of manifests) {
    if (kind !== "ConfigMap" || !isObject(object.data)) continue;
    const folder = folderOf(object);
    // A ConfigMap whose files nobody could read on disk would be checked by nobody.
    if (folder === undefined) throw new Error(`ConfigMap ${name} does not say in which folder its files are`);
    for (const [file, text] of Object.entries(object.data)) {
      if (typeof text === "string") files.set(`${folder}/${file}`, text);
    }
  }
  const titles = folderTitles(plan);
  for (const [path, text] of apiDashboards(plan, titles)) files.set(path, text);
  const alertRules = apiAlertRules(plan, titles);
  if (alertRules !== undefined) files.set(ALERT_RULES, alertRules);
  return files;
}

function folderOf({ metadata }: Manifest["object"]): string | undefined {
  if (!isObject(metadata) || !isObject(metadata.annotations)) return undefined;
  const { [FOLDER_ANNOTATION]: folder, grafana_folder: dashboards } = metadata.annotations;
  if (typeof dashboards === "string") return `dashboards/${dashboards}`;
  return typeof folder === "string" ? folder : undefined;
}

/** The titles of the folders that go through Grafana's API, by their uids. */
function folderTitles(plan: Plan): ReadonlyMap<unknown, unknown> {
  return new Map(
    plan.resources
      .filter(({ type }) => type === "grafana:oss/folder:Folder")
      .map(({ inputs }) => [inputs.uid, inputs.title] as const),
  );
}

/** The dashboards that go through Grafana's API: theirs is the title of the folder resource they name. */
function apiDashboards(plan: Plan, titles: ReadonlyMap<unknown, unknown>): readonly (readonly [string, string])[] {
  return plan.resources.flatMap(({ type, name, inputs: { configJson, folder } }) => {
    if (type !== "grafana:oss/dashboard:Dashboard" || typeof configJson !== "string") return [];
    return [
      [
        `dashboards/${titles.get(folder ?? null) ?? folder}/${name.replace(/^dashboard-/, "")}.json`,
        configJson,
      ] as const,
    ];
  });
}
