/** The sources that a new preset begins with. */
import { camel, pascal, title } from "../names.ts";

/** The gauge that alert, dashboard and simulated server begin with. */
export interface Shown {
  readonly metric: string;
  /** Labels that each of its series has. */
  readonly labels: readonly string[];
}

/** @param record its record's path beside it. Absent: the catalogue is written by hand. */
export function catalogue(name: string, { metric }: Shown, record?: string): string {
  const [constant, text] = [camel(name), title(name)];
  const labels = `presetTargetLabels("${name}", 9090)`;
  if (record !== undefined) {
    return `/** What ${text} exposes. TODO: which version, recorded from what. */
import type { Catalogue } from "../../queries/catalogue.ts";
import { presetTargetLabels } from "../preset/target-labels.ts";
import { recordedCatalogue } from "../recorded-catalogue.ts";

/** What ${text} exposes. */
export const ${constant}Catalogue: Catalogue = recordedCatalogue({
  system: "${name}",
  // TODO: the port where it answers.
  targetLabels: ${labels},
  record: new URL("${record}", import.meta.url),
  knowledge: {
    // TODO: units of what rules ask for, where names do not tell; bounds of labels.
    metrics: { ${metric}: {} },
  },
});
`;
  }
  return `/** What ${text} exposes. TODO: which version, read from which source; or record it: mixins/recorded.md. */
import type { Catalogue } from "../../queries/catalogue.ts";
import { presetTargetLabels } from "../preset/target-labels.ts";

/** What ${text} exposes. */
export const ${constant}Catalogue: Catalogue = {
  system: "${name}",
  world: "open",
  // TODO: the port where it answers.
  targetLabels: ${labels},
  metrics: [
    // TODO: every metric that it exposes.
    {
      name: "${metric}",
      type: "gauge",
      help: "TODO: what it counts.",
      unit: "count",
      labels: {},
      labelNames: "open",
    },
  ],
};
`;
}

/** The list that further alerts of the preset are added to. */
export function alertList(name: string, alert: string): string {
  const file = alert.replaceAll(/([a-z0-9])([A-Z])/g, "$1-$2").toLowerCase();
  return `import type { AlertingRule } from "../mixin.ts";
import { ${camel(alert)} } from "./alerts/${file}.ts";

/** The alerting rules on ${title(name)}. */
export const ${camel(name)}Alerts: readonly AlertingRule[] = [${camel(alert)}];
`;
}

/** The mixin. */
export function mixin(name: string): string {
  const constant = camel(name);
  return `import type { Mixin } from "../mixin.ts";
import { presetMixin } from "../preset/preset-mixin.ts";
import { ${constant}Alerts } from "./alerts.ts";
import { ${constant}Catalogue } from "./catalogue.ts";

/** TODO: what ${title(name)} is. */
export const ${constant}: Mixin = presetMixin({
  system: "${name}",
  catalogue: ${constant}Catalogue,
  alerts: ${constant}Alerts,
});
`;
}

/** The preset's record. */
export function presetRecord(name: string): string {
  const constant = camel(name);
  return `import { ${constant}Dashboard } from "../../dashboards/${name}/${name}.ts";
import { ${constant} as mixin } from "../../mixins/${name}/mixin.ts";
import type { Preset } from "./preset.ts";

/** TODO: what ${title(name)} is, and what of it is scraped. */
export const ${constant}: Preset = {
  mixin,
  dashboards: [${constant}Dashboard],
  // TODO: where it answers, and which of its metrics nobody asks for.
  scrape: { port: 9090, path: "/metrics", drop: [] },
  // TODO: how many series a large one has.
  seriesPerTarget: 1_000,
};
`;
}

/** A dashboard with the variables that every preset's has, and one panel. */
export function dashboardPage(name: string, { metric }: Shown): string {
  const constant = camel(name);
  return `import type { Dashboard } from "../dashboard.ts";
import { dashboard } from "../kit/dashboard.ts";
import type { Band } from "../kit/layout.ts";
import { timeseries } from "../kit/panels/timeseries.ts";
import { chosen, presetVariables } from "../preset/variables.ts";

/** TODO: the question that it answers. */
export const ${constant}Dashboard: Dashboard = dashboard({
  source: import.meta.url,
  system: "${name}",
  folder: "Applications",
  uid: "${name}",
  title: "${title(name)}",
  description: "TODO: whom it is for, and what it answers.",
  variables: presetVariables("${metric}"),
  bands: () => [now()],
});

const now = (): Band => ({ title: "Now", height: 8, panels: [first()] });

const first = () =>
  timeseries({
    id: 1,
    title: "TODO: what it shows",
    description: "TODO: what it is.\\n\\n**Good:** TODO: what is well. **Otherwise:** ${pascal(name)}Unwell.",
    unit: "locale",
    series: "lines",
    decimals: 0,
    queries: [
      {
        expr: \`max by (cluster, application, instance) (${metric}{\${chosen}})\`,
        legend: "{{application}} {{instance}}",
      },
    ],
  });
`;
}

/** A simulated server with one fault, of which the alert is. */
export function simulatedServer(name: string, { metric, labels }: Shown): string {
  const constant = camel(name);
  const own = labels.map((label) => `${label}: "1"`).join(", ");
  return `import type { TargetSeries } from "../engine/target-series.ts";
import type { ServerStep, SimulatedServer } from "./preset.ts";

/** What may be the matter with the simulated ${title(name)}. */
export type ${pascal(name)}Fault = "${name}-unwell";

function expose(series: TargetSeries, pod: string, _step: ServerStep, faults: ReadonlySet<${pascal(name)}Fault>): void {
  // TODO: everything that the dashboard and the alerts ask for, as it is in health, and in each fault of the first pod.
  const isUnwell = pod === "${name}-0" && faults.has("${name}-unwell");
  series.set("${metric}", {${own === "" ? "" : ` ${own} `}}, isUnwell ? 1 : 0);
}

/** TODO: what runs. */
export const ${constant}Servers: readonly SimulatedServer<${pascal(name)}Fault>[] = [
  { preset: "${name}", application: "a-${name}", pods: ["${name}-0", "${name}-1"], port: 9090, expose },
];
`;
}
