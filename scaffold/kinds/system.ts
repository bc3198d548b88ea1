import { camel, pascal, snake, title } from "../names.ts";
import type { Kind } from "../recipe.ts";
import { ruleTestFile, runbookPage } from "./alert.ts";
import { dashboardPage } from "./dashboard.ts";
import { DOCUMENTED } from "./next.ts";

/** A system: its record with its settings, its mixin with one alert, its dashboard, and its place in the list. */
export const system: Kind = {
  kind: "system",
  writes:
    "its record and settings, a mixin with one alert (runbook, rule test), a dashboard, its line in systems/all.ts",
  pattern: /^[a-z][a-z0-9]*(-[a-z0-9]+)*$/,
  spelling: 'in lower case with "-", e.g. ray',
  taken: ({ inventory }) => new Set(inventory.systems.map(({ name }) => name)),
  recipe: ({ name }) => {
    const down = `${pascal(name)}Down`;
    const uid = `${name}-overview`;
    const expr = `max by (cluster, instance) (up{job="${name}"}) == 0`;
    const test = { system: name, dashboard: uid, series: "up", job: name, healthy: 1, faulty: 0 };
    const shown = { name, jobs: [name], dashboard: { uid, folder: title(name) } };
    return {
      files: {
        [`mixins/${name}/metrics.ts`]: catalogue(name),
        [`mixins/${name}/alerts.ts`]: alerts(name, down, expr),
        [`mixins/${name}/mixin.ts`]: mixin(name),
        [`dashboards/${name}/overview.ts`]: dashboardPage(uid, shown),
        [`systems/${name}.ts`]: record(name),
        [`runbooks/${down}.md`]: runbookPage(down, expr),
        [`test/rules/${name}/${down}.yaml`]: ruleTestFile(down, test),
      },
      edits: [
        {
          kind: "insertion",
          file: "systems/all.ts",
          into: ["systems"],
          element: camel(name),
          imports: `import { ${camel(name)} } from "./${name}.ts";`,
        },
        {
          kind: "addition",
          file: "test/plans/settings/everything.yaml",
          text: `  aiobs:${camel(name)}: { targets: ["${name}-1.example.com:9090"], cidrs: [10.90.0.0/16] }\n`,
        },
      ],
      next: DOCUMENTED,
    };
  },
};

function catalogue(name: string): string {
  return `import type { Catalogue } from "../../queries/catalogue.ts";
import { cluster } from "../cluster-labels.ts";
import { oneOf } from "../one-of.ts";

/** What ${title(name)} exposes. */
export const ${camel(name)}Catalogue: Catalogue = {
  system: "${name}",
  targetLabels: {
    cluster,
    job: oneOf("${name}"),
    instance: { bound: 100, examples: ["${name}-1.example.com:9090"], reason: "TODO: how many there are at worst" },
  },
  metrics: [
    // TODO: every metric that it exposes. Where it can be run, record them: mixins/recorded.md.
    {
      name: "${snake(name)}_requests_total",
      type: "counter",
      help: "TODO: what it counts.",
      unit: "count",
      labels: {},
    },
  ],
};
`;
}

function alerts(name: string, down: string, expr: string): string {
  return `import type { AlertingRule, RuleGroup } from "../mixin.ts";

const DASHBOARD = "${name}-overview";

const availabilityAlerts: readonly AlertingRule[] = [
  {
    // TODO: what it means that this does not answer, and after how long it matters.
    alert: "${down}",
    expr: ${JSON.stringify(expr)},
    for: "10m",
    severity: "warning",
    detectWithin: "12m",
    summary: "TODO: what is wrong with {{ $labels.instance }} of cluster {{ $labels.cluster }}.",
    description: "TODO: what is happening on {{ $labels.instance }}, whom it hurts, and what {{ $value }} means.",
    dashboard: DASHBOARD,
  },
];

/** ${title(name)}'s alerting rules. */
export const ${camel(name)}Alerts: readonly RuleGroup<AlertingRule>[] = [
  { name: "${name}.availability", rules: availabilityAlerts },
];
`;
}

function mixin(name: string): string {
  return `import type { Mixin } from "../mixin.ts";
import { ${camel(name)}Alerts } from "./alerts.ts";
import { ${camel(name)}Catalogue } from "./metrics.ts";

/** TODO: what ${title(name)} is. */
export const ${camel(name)}: Mixin = {
  system: "${name}",
  catalogue: ${camel(name)}Catalogue,
  recordings: [],
  alerts: ${camel(name)}Alerts,
  inhibitions: [],
};
`;
}

function record(name: string): string {
  const [constant, text] = [camel(name), title(name)];
  return `import * as z from "zod";
import { tcp } from "../components/workload/connection.ts";
import { section } from "../config/section.ts";
import { cidr } from "../config/types/cidr.ts";
import { hostPort } from "../config/types/host-port.ts";
import { list } from "../config/types/list.ts";
import { ${constant}Overview } from "../dashboards/${name}/overview.ts";
import { ${constant} as mixin } from "../mixins/${name}/mixin.ts";
import type { System } from "./system.ts";

const schema = z
  .strictObject({
    targets: list(hostPort(), { min: 1 }).describe("Every target, named one by one."),
    cidrs: list(cidr(), { min: 1 }).describe("Networks that the targets are in. Prometheus may reach no other outside."),
  })
  .describe("The ${text} to observe. Left out: none is scraped, and its rules and dashboards are not deployed.");

/** The settings \`aiobs:${constant}\`: where it runs. TODO: how its targets are found, if not one by one. */
const settings = section("${constant}", schema);

/** TODO: what ${text} is: observed where the settings say where it runs. */
export const ${constant}: System = {
  mixin,
  dashboards: [${constant}Overview],
  section: settings,
  observe: (stack) => {
    const own = settings.of(stack);
    if (own === undefined) return undefined;
    const { targets, cidrs } = own;
    const cluster = stack.cluster.name;
    return {
      jobs: [
        {
          job_name: "${name}",
          static_configs: [{ targets: targets.map(({ text }) => text), labels: { cluster } }],
        },
      ],
      calls: [
        {
          to: { kind: "addresses", name: "${text}", cidrs },
          ports: tcp(...new Set(targets.map(({ port }) => port))),
          why: "scrape ${text}",
        },
      ],
    };
  },
};
`;
}
