import { inWords } from "../limit.ts";
import type { AlertingRule, RuleGroup } from "../mixin.ts";
import { canaryLimits } from "./limits.ts";

const DASHBOARD = "canary-overview";
const { slowArrow, silence } = canaryLimits;

const wayAlerts: readonly AlertingRule[] = [
  {
    alert: "CanaryPersonalDataLeaked",
    expr: "sum by (cluster, kind) (increase(canary_leaks_total[10m])) > 0",
    severity: "critical",
    detectWithin: "5m",
    slowBecause: "A request is made once a minute, and what became of it is known when its trace is kept.",
    summary: "Personal data is stored in plain in cluster {{ $labels.cluster }}.",
    description:
      "The canary's made-up {{ $labels.kind }} came back unscrubbed. What real people send is stored alike, for as long as logs and traces are kept.",
    dashboard: DASHBOARD,
  },
  {
    alert: "CanaryArrowBroken",
    expr: "min by (cluster, arrow) (last_over_time(canary_arrow_found[5m])) == 0",
    for: "5m",
    severity: "warning",
    detectWithin: "12m",
    summary: "The way {{ $labels.arrow }} leads nowhere in cluster {{ $labels.cluster }}.",
    description:
      "For 5 minutes the canary's requests were not found by the way {{ $labels.arrow }}: people who take it in Grafana find nothing either.",
    dashboard: DASHBOARD,
  },
  {
    alert: "CanaryArrowSlow",
    expr: `min by (cluster, arrow) (last_over_time(canary_arrow_seconds[5m])) > ${slowArrow.value}`,
    for: "15m",
    severity: "warning",
    detectWithin: "20m",
    summary: "The way {{ $labels.arrow }} is late in cluster {{ $labels.cluster }}.",
    description: `The canary's requests are found by the way {{ $labels.arrow }} after {{ $value | humanizeDuration }}, later than ${inWords(slowArrow)}: what happens now is seen too late.`,
    dashboard: DASHBOARD,
  },
  {
    alert: "CanarySilent",
    expr: `time() - max by (cluster) (last_over_time(canary_last_request_timestamp_seconds[1d])) > ${silence.value}`,
    for: "5m",
    severity: "warning",
    detectWithin: "12m",
    summary: "The canary in cluster {{ $labels.cluster }} is silent.",
    description:
      "The canary made its last known request {{ $value | humanizeDuration }} ago: nothing tells whether metrics, logs and traces still lead to each other.",
    dashboard: DASHBOARD,
  },
];

/** The alerts of the canary. */
export const canaryAlerts: readonly RuleGroup<AlertingRule>[] = [{ name: "canary.ways", rules: wayAlerts }];
