import { inWords } from "../../limit.ts";
import type { AlertingRule } from "../../mixin.ts";
import { butterflyLimits as limits } from "../limits.ts";
import { KNOWN_NODES, OF_NODE, TEAM } from "./names.ts";

const NODE = "cluster, node_id";
const shared = { team: TEAM, dashboard: "butterfly-byzantine" } as const;
const failures = `sum by (${NODE}) (increase(butterfly_verification_failures_total[15m]))`;

/** The alert on more faulty nodes than the protocol bears. */
export const toleranceAlerts: readonly AlertingRule[] = [
  {
    ...shared,
    alert: "ButterflyByzantineTolerance",
    expr: `
count by (cluster) (max by (${NODE}) (increase(butterfly_byzantine_faults_detected_total[1h])) > 0)
  / on (cluster)
  count by (cluster) (up{job=~"butterfly-.+"})
  > ${limits.faultyNodes.value}`,
    keepFiringFor: "15m",
    severity: "critical",
    detectWithin: "1m",
    summary: "A third of the nodes of Butterfly cluster {{ $labels.cluster }} show Byzantine faults.",
    description: `{{ $value | humanizePercentage }} of the nodes had a fault detected in the last hour (threshold: ${inWords(limits.faultyNodes)}). With a third of all nodes at fault, wrong results can no longer be told from right ones.`,
  },
];

/** Alerts on nodes that lose trust: tickets. */
export const trustAlerts: readonly AlertingRule[] = [
  {
    ...shared,
    alert: "ButterflyVerificationFailing",
    expr: `
${failures}
  / on (${NODE})
  sum by (${NODE}) (increase(butterfly_verification_checks_total[15m]))
  > ${limits.failedVerifications.value}
and on (${NODE})
${failures} >= ${limits.failuresThatCount.value}`,
    for: "5m",
    keepFiringFor: "15m",
    severity: "warning",
    detectWithin: "8m",
    summary: "Checks of what Butterfly node {{ $labels.node_id }} of cluster {{ $labels.cluster }} computes fail.",
    description: `{{ $value | humanizePercentage }} of the checks on {{ $labels.node_id }} failed in the last 15 minutes (threshold: ${inWords(limits.failedVerifications)}).`,
    dashboardVariables: OF_NODE,
  },
  {
    ...shared,
    // Half of those that judge it: a single one may slander. A node that was removed keeps its score.
    alert: "ButterflyLowReputation",
    expr: `
quantile by (${NODE}) (0.5, butterfly_reputation_score) < ${limits.reputation.value}
and on (${NODE})
${KNOWN_NODES}`,
    for: "5m",
    keepFiringFor: "15m",
    severity: "warning",
    detectWithin: "7m",
    summary: "Butterfly node {{ $labels.node_id }} of cluster {{ $labels.cluster }} is not trusted any more.",
    description: `The reputation of {{ $labels.node_id }} is {{ $value | printf "%.2f" }} (threshold: ${inWords(limits.reputation)}): it gets less work or none.`,
    dashboardVariables: OF_NODE,
  },
  {
    ...shared,
    alert: "ButterflyCryptoFailing",
    expr: `
sum by (${NODE}, operation) (increase(butterfly_cryptographic_failures_total[15m])) >= ${limits.cryptoFailures.value}`,
    for: "2m",
    keepFiringFor: "15m",
    severity: "warning",
    detectWithin: "5m",
    summary: "Butterfly node {{ $labels.node_id }} of cluster {{ $labels.cluster }} fails to {{ $labels.operation }}.",
    description: `{{ $value | printf "%.0f" }} times in 15 minutes {{ $labels.node_id }} failed to {{ $labels.operation }} (threshold: ${inWords(limits.cryptoFailures)}): keys that differ or ran out, or messages that were tampered with.`,
    dashboardVariables: OF_NODE,
  },
];
