import type { KnownSystem } from "../inventory.ts";
import { camel, kebab } from "../names.ts";
import { systemOf } from "../part-of.ts";
import type { Kind } from "../recipe.ts";
import { CHECKED } from "./next.ts";

/** An alert: its rule in the last group of its system's, its runbook, and a rule test in both directions. */
export const alert: Kind = {
  kind: "alert",
  writes: "the rule, its runbook page, a rule test in which it fires and one in which it is silent",
  pattern: /^[A-Z][A-Za-z0-9]{1,39}$/,
  spelling: "CamelCase, letters and digits, at most 40 of them, what it is about first, e.g. ButterflyDiskFull",
  partOf: "system",
  taken: ({ inventory }) => inventory.alerts,
  recipe: (wanted) => {
    const { name } = wanted;
    const system = systemOf(wanted);
    return {
      files: {
        [`mixins/${system.name}/alerts/${kebab(name)}.ts`]: rule(name, system),
        [`runbooks/${name}.md`]: runbookPage(name, condition(system).expr),
        [`test/rules/${system.name}/${name}.yaml`]: ruleTest(name, system),
      },
      edits: [
        {
          kind: "insertion",
          file: `mixins/${system.name}/alerts.ts`,
          into: [`${camel(system.name)}Alerts`, ...(system.kind === "preset" ? [] : ["rules"])],
          element: camel(name),
          imports: `import { ${camel(name)} } from "./alerts/${kebab(name)}.ts";`,
        },
      ],
      next: [...CHECKED, `npx vitest run --project real test/real/rules.test.ts -t ${name}`],
    };
  },
};

/** A condition to begin with: on what the system's dashboard shows, so that people who are sent there see it. */
function condition({ kind, gauge, jobs: [job] }: KnownSystem) {
  const labels = kind === "preset" ? "cluster, application, instance" : "cluster, instance";
  if (gauge !== undefined) {
    return { expr: `max by (${labels}) (${gauge}) > 0`, series: gauge, job: "", healthy: 0, faulty: 1 };
  }
  const matcher = job === undefined ? "" : `{job="${job}"}`;
  return { expr: `max by (${labels}) (up${matcher}) == 0`, series: "up", job, healthy: 1, faulty: 0 };
}

const SUMMARY = (instance: string, cluster: string, application?: string) =>
  `TODO: what is wrong with ${instance}${application === undefined ? "" : ` of ${application}`} of cluster ${cluster}.`;
const DESCRIPTION = (instance: string, value: string) =>
  `TODO: what is happening on ${instance}, whom it hurts, and what ${value} means.`;

function rule(name: string, system: KnownSystem): string {
  const of = system.kind === "preset" ? "{{ $labels.application }}" : undefined;
  return `import type { AlertingRule } from "../../mixin.ts";

/** TODO: what has gone wrong when it fires, and why the condition is what it is. */
export const ${camel(name)}: AlertingRule = {
  alert: "${name}",
  // TODO: the condition, on metrics that the dashboard shows; its threshold stands in ../limits.ts.
  expr: ${JSON.stringify(condition(system).expr)},
  for: "10m",
  severity: "warning",
  detectWithin: "12m",
  summary: "${SUMMARY("{{ $labels.instance }}", "{{ $labels.cluster }}", of)}",
  description: "${DESCRIPTION("{{ $labels.instance }}", "{{ $value }}")}",
  dashboard: "${system.dashboard.uid}",${of === undefined ? "" : '\n  dashboardVariables: { application: "application" },'}
};
`;
}

/**
 * A runbook page.
 *
 * @param query the first query of the diagnosis.
 */
export function runbookPage(name: string, query: string): string {
  return `# ${name}

## Meaning

TODO: what the condition says, and what it does not.

## Impact

TODO: who notices, and what is at stake if nobody acts.

## Diagnosis

1. TODO: what this shows, and what to look at next.

   \`\`\`promql
   ${query}
   \`\`\`

## Mitigation

- TODO: what to do, by cause, the harmless first.
`;
}

function ruleTest(name: string, system: KnownSystem): string {
  const { series, job, healthy, faulty } = condition(system);
  return ruleTestFile(name, {
    system: system.name,
    // One that the stack of the rule tests has, of the stack's owner.
    ...(system.kind === "preset" ? { application: "sessions" } : {}),
    dashboard: system.dashboard.uid,
    series,
    job,
    healthy,
    faulty,
  });
}

/** What a rule test is about. */
interface RuleTest {
  readonly system: string;
  /** Absent: the alert is about no application. */
  readonly application?: string;
  readonly dashboard: string;
  readonly series: string;
  /** Empty: the series has none. */
  readonly job: string | undefined;
  readonly healthy: number;
  readonly faulty: number;
}

/** A promtool test file for a rule that waits for ten minutes (https://prometheus.io/docs/prometheus/latest/configuration/unit_testing_rules/). */
export function ruleTestFile(
  name: string,
  { system, application, dashboard, series, job, healthy, faulty }: RuleTest,
): string {
  const labels = { application, job: job === "" ? undefined : job, instance: "node-1" };
  const matchers = Object.entries(labels).flatMap(([label, value]) =>
    value === undefined ? [] : [`${label}="${value}"`],
  );
  const selector = `${series}{cluster="c1", ${matchers.join(", ")}}`;
  return `rule_files: [${system}.yaml]
evaluation_interval: 15s
tests:
  - name: "TODO: the fault, in words (fault at 0s)"
    interval: 15s
    input_series:
      - { series: '${selector}', values: ${faulty}x60 }
    alert_rule_test:
      - { eval_time: 9m, alertname: ${name} }
      - eval_time: 12m
        alertname: ${name}
        exp_alerts:
          - exp_labels: { cluster: c1, ${application === undefined ? "" : `application: ${application}, `}instance: node-1, severity: warning, team: platform, system: ${system} }
            exp_annotations:
              summary: "${SUMMARY("node-1", "c1", application)}"
              description: "${DESCRIPTION("node-1", String(faulty))}"
              runbook_url: https://runbooks.test/${name}.md
              dashboard_url: https://grafana.test/d/${dashboard}?var-cluster=c1${application === undefined ? "" : `&var-application=${application}`}

  - name: "TODO: silent in health, just below the threshold, and on a fault that is shorter than \`for\`"
    interval: 15s
    input_series:
      - { series: '${selector}', values: ${healthy}x40 ${faulty}x20 ${healthy}x40 }
    alert_rule_test:
      - { eval_time: 10m, alertname: ${name} }
      - { eval_time: 15m, alertname: ${name} }
      - { eval_time: 24m, alertname: ${name} }
`;
}
