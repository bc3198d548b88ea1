/** The files that the servers will read, taken out of the manifests that carry them: what is checked is what is deployed. */
import { isObject, type Manifest, type RenderedFiles } from "./manifests.ts";
import type { Plan } from "./plan.ts";

/** Which ConfigMap holds which server's files, and the folder they are written to. */
const FOLDERS: Readonly<Record<string, string>> = {
  "prometheus-config": "prometheus",
  "prometheus-rules": "prometheus/rules",
  "alertmanager-config": "alertmanager",
  "grafana-datasources": "grafana/provisioning/datasources",
  "grafana-providers": "grafana/provisioning/dashboards",
  "dcgm-exporter-config": "dcgm-exporter",
};

/** The same for a part of which there are several, by the beginning of the name: a folder each. */
const VARIANTS = ["nvidia-device-plugin"] as const;

/** Every configuration, rule and dashboard file, by its path below the output folder. */
export function servedFiles(plan: Plan, manifests: readonly Manifest[]): RenderedFiles {
  const files = new Map<string, string>();
  for (const { kind, name, object } of manifests) {
    if (kind !== "ConfigMap" || !isObject(object.data)) continue;
    const folder = dashboardFolder(object) ?? FOLDERS[name] ?? VARIANTS.flatMap((part) => variantFolder(part, name))[0];
    // A ConfigMap whose files nobody could read on disk would be checked by nobody.
    if (folder === undefined)
      throw new Error(`ConfigMap ${name} has no folder in preview/served-files.ts: add its line`);
    for (const [file, text] of Object.entries(object.data)) {
      if (typeof text === "string") files.set(`${folder}/${file}`, text);
    }
  }
  for (const [path, text] of apiDashboards(plan)) files.set(path, text);
  return files;
}

function variantFolder(part: string, name: string): readonly string[] {
  return name.startsWith(`${part}-`) ? [`${part}/${name.slice(part.length + 1)}`] : [];
}

function dashboardFolder(object: Manifest["object"]): string | undefined {
  if (!isObject(object.metadata) || !isObject(object.metadata.annotations)) return undefined;
  const folder = object.metadata.annotations.grafana_folder;
  return typeof folder === "string" ? `dashboards/${folder}` : undefined;
}

/** The dashboards that go through Grafana's API: theirs is the title of the folder resource they name. */
function apiDashboards(plan: Plan): readonly (readonly [string, string])[] {
  const titles = new Map(
    plan.resources
      .filter(({ type }) => type === "grafana:oss/folder:Folder")
      .map(({ inputs }) => [inputs.uid, inputs.title] as const),
  );
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
