/** What the dashboard linter finds and is meant so. Of each rule that is not listed here, every finding is a fault. */

/** Findings of one rule that are no faults. */
export interface Exclusion {
  readonly rule: string;
  /** Which of its findings. Absent: all. */
  readonly about?: RegExp;
  readonly reason: string;
}

/** People choose by what their system calls its parts: nodes, tenants, models, pools, of one cluster. */
const OWN_VARIABLES =
  "dashboards choose by cluster and by the system's own labels; a metric's name, or a fixed job, tells whose series they are";

/** The exclusions. One that excludes nothing fails the test as well. */
export const exclusions: readonly Exclusion[] = [
  { rule: "template-job-rule", reason: OWN_VARIABLES },
  { rule: "template-instance-rule", reason: OWN_VARIABLES },
  { rule: "target-job-rule", reason: OWN_VARIABLES },
  { rule: "target-instance-rule", reason: OWN_VARIABLES },
  {
    rule: "target-rate-interval-rule",
    about: /\[\$interval\]/,
    reason:
      "the specification's variable $interval is the window, 5 minutes by default: people widen it where traffic is thin",
  },
  {
    rule: "target-rate-interval-rule",
    about: /\[(?:5m|15m|1h|1d)\]/,
    reason:
      "5m is the window of the recording rules that stand beside it; elections, checkpoints, trainings and uploads are too rare for shorter windows than 15m, 1h, 1d",
  },
  {
    rule: "template-datasource-rule",
    about: /templated data source variable (?:named|labeled)/,
    reason:
      "the linter renames the variables of a dashboard with several sources; links carry `datasource` from one dashboard to the next, so all have one name for it",
  },
  {
    rule: "target-promql-rule",
    about: /invalid PromQL query ''/,
    reason: "a query of Tempo's, which has no `expr`: the linter takes every source but Loki for Prometheus",
  },
];
