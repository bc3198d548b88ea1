import { inWords } from "../limit.ts";
import type { AlertingRule, RuleGroup } from "../mixin.ts";
import { edgesLimits } from "./limits.ts";

const DASHBOARD = "edges-overview";
const { unanswered } = edgesLimits;

const gateAlerts: readonly AlertingRule[] = [
  {
    // An edge sends samples every few seconds, as long as its Prometheus runs and reaches the gate.
    alert: "EdgeSilent",
    expr: "sum by (cluster, username) (rate(vmauth_user_requests_total[2m])) == 0",
    for: "2m",
    severity: "critical",
    detectWithin: "5m",
    slowBecause:
      "A line between two regions breaks for a minute now and then; the edge keeps its samples for two hours and its logs on its nodes, and sends them when it is back.",
    summary: "The edge {{ $labels.username }} sends nothing to cluster {{ $labels.cluster }}.",
    description:
      "For 4 minutes the gate has had no request with the token of {{ $labels.username }}: no alert of that cluster reaches anybody, and nothing here shows what happens there.",
    dashboard: DASHBOARD,
    dashboardVariables: { edge: "username" },
  },
  {
    // What a server behind the gate answers itself, be it an error, is not in these: it has alerts of its own.
    alert: "EdgeRequestsUnanswered",
    expr: `
sum by (cluster, username) (rate(vmauth_user_request_backend_errors_total[5m]))
  / (sum by (cluster, username) (rate(vmauth_user_requests_total[5m])) > 0)
  > ${unanswered.value}`,
    for: "5m",
    severity: "warning",
    detectWithin: "12m",
    summary: "Nobody answers what the edge {{ $labels.username }} sends to cluster {{ $labels.cluster }}.",
    description: `{{ $value | humanizePercentage }} of the requests of {{ $labels.username }} found no server behind the gate over 5 minutes (threshold: ${inWords(unanswered)}). The edge keeps what it has and sends it again; its alerts do not arrive.`,
    dashboard: DASHBOARD,
    dashboardVariables: { edge: "username" },
  },
  {
    alert: "EdgeHeldBack",
    expr: "sum by (cluster, username) (increase(vmauth_user_concurrent_requests_limit_reached_total[10m])) > 0",
    for: "10m",
    severity: "warning",
    detectWithin: "22m",
    summary: "The edge {{ $labels.username }} sends more than cluster {{ $labels.cluster }} takes of one.",
    description:
      '{{ $value | printf "%.0f" }} requests of {{ $labels.username }} in 10 minutes were told to come again, since as many as one edge may have were under way: what it sends comes late.',
    dashboard: DASHBOARD,
    dashboardVariables: { edge: "username" },
  },
];

/** The alerts on edges, as their central stack sees them. */
export const edgesAlerts: readonly RuleGroup<AlertingRule>[] = [{ name: "edges.gate", rules: gateAlerts }];
