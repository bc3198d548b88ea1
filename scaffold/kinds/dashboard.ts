import type { KnownSystem } from "../inventory.ts";
import { camel, kebab, title } from "../names.ts";
import { systemOf } from "../part-of.ts";
import type { Kind, Wanted } from "../recipe.ts";
import { CHECKED } from "./next.ts";

/** A dashboard: its page, and its place in the record of its system. */
export const dashboard: Kind = {
  kind: "dashboard",
  writes: "the page with one panel, and its line in the system's record",
  pattern: /^[a-z][a-z0-9]*(-[a-z0-9]+)*$/,
  spelling: 'in lower case with "-", e.g. consensus; its uid has the system before it, e.g. butterfly-consensus',
  partOf: "system",
  // A uid has at most 40 characters.
  taken: ({ inventory, name, system }) =>
    new Set([...inventory.dashboards].filter((uid) => uid === uidOf(name, system?.name ?? "")).map(() => name)),
  recipe: (wanted) => {
    const system = systemOf(wanted);
    const uid = uidOf(wanted.name, system.name);
    const page = uid.slice(system.name.length + 1);
    const [records, root] = system.kind === "preset" ? ["systems/presets", "../.."] : ["systems", ".."];
    return {
      files: { [`dashboards/${system.name}/${page}.ts`]: dashboardPage(uid, system) },
      edits: [
        {
          kind: "insertion",
          file: `${records}/${system.name}.ts`,
          into: [camel(system.name), "dashboards"],
          element: camel(uid),
          imports: `import { ${camel(uid)} } from "${root}/dashboards/${system.name}/${page}.ts";`,
        },
      ],
      next: CHECKED,
    };
  },
};

function uidOf(name: Wanted["name"], system: string): string {
  return name.startsWith(`${system}-`) ? name : `${system}-${kebab(name)}`;
}

/** A page with the two variables that every dashboard has, and one panel: which targets answer. */
export function dashboardPage(
  uid: string,
  { name, jobs, dashboard: { folder } }: Omit<KnownSystem, "gauge" | "kind">,
): string {
  const job = jobs.length === 0 ? "" : `job${jobs.length === 1 ? `="${jobs[0]}"` : `=~"${jobs.join("|")}"`}`;
  const selector = [job, 'cluster=~"$cluster"'].filter((matcher) => matcher !== "").join(", ");
  return `import type { Dashboard } from "../dashboard.ts";
import { dashboard } from "../kit/dashboard.ts";
import type { Band } from "../kit/layout.ts";
import { timeseries } from "../kit/panels/timeseries.ts";
import { dataSourceVariable, labelVariable } from "../kit/variables.ts";

/** TODO: the question that it answers. */
export const ${camel(uid)}: Dashboard = dashboard({
  source: import.meta.url,
  system: "${name}",
  folder: "${folder}",
  uid: "${uid}",
  title: "${title(uid)}",
  description: "TODO: whom it is for, and what it answers.",
  variables: [
    dataSourceVariable(),
    labelVariable({
      name: "cluster",
      label: "Cluster",
      description: "Clusters. Default: all.",
      series: ${job === "" ? '"up"' : `'up{${job}}'`},
      values: "cluster",
      all: ".+",
    }),
  ],
  bands: () => [answering()],
});

function answering(): Band {
  return {
    title: "Targets",
    height: 8,
    panels: [
      timeseries({
        id: 1,
        title: "Targets that answer",
        description:
          "Targets whose last scrape succeeded.\\n\\n**Good:** all of them. **Otherwise:** TODO: what to look at then.",
        unit: "locale",
        series: "lines",
        decimals: 0,
        queries: [{ expr: 'sum by (cluster, job) (up{${selector}})', legend: "{{cluster}} {{job}}" }],
      }),
    ],
  };
}
`;
}
