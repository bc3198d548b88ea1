import { inWords } from "../../limit.ts";
import type { AlertingRule } from "../../mixin.ts";
import { butterflyLimits as limits } from "../limits.ts";
import { OF_NODE, TEAM } from "./names.ts";
import { rareEvents } from "./rare-events.ts";

const NODE = "cluster, node_id";
const shared = { team: TEAM, dashboard: "butterfly-checkpoints" } as const;

/** The alert on nodes whose states differ. */
export const divergenceAlerts: readonly AlertingRule[] = [
  {
    ...shared,
    // Pairs are counted, one alert for a cluster: a node that differs does so from all others.
    alert: "ButterflyStateDiverged",
    expr: `
count by (cluster) (
  ${rareEvents({ metric: "butterfly_state_divergence_detected_total", by: "cluster, node_id_pair" })}
)`,
    keepFiringFor: "15m",
    severity: "critical",
    detectWithin: "1m",
    summary: "Nodes of Butterfly cluster {{ $labels.cluster }} have different states.",
    description:
      "{{ $value }} pairs of nodes found their states to differ in the last 10 minutes. Answers depend on the node, and a checkpoint of the wrong one spreads it: no checkpoint is to be restored until it is known which one is right.",
  },
];

/** Alerts on checkpoints and recovery: tickets. */
export const checkpointAlerts: readonly AlertingRule[] = [
  {
    ...shared,
    // A gauge that falls back when the node restarts: what it rose by in half an hour.
    alert: "ButterflyCheckpointsFailing",
    expr: `
max by (${NODE}) (
  butterfly_checkpoint_count{status="failed"} - min_over_time(butterfly_checkpoint_count{status="failed"}[30m])
) >= ${limits.failedCheckpoints.value}`,
    keepFiringFor: "15m",
    severity: "warning",
    detectWithin: "2m",
    summary: "Checkpoints of Butterfly node {{ $labels.node_id }} of cluster {{ $labels.cluster }} fail.",
    description: `{{ $value }} checkpoints of {{ $labels.node_id }} failed in the last 30 minutes (threshold: ${inWords(limits.failedCheckpoints)}). After a crash it would start from an old one.`,
    dashboardVariables: OF_NODE,
  },
  {
    ...shared,
    alert: "ButterflyCheckpointsStalled",
    expr: `
max by (${NODE}) (
  min_over_time(butterfly_checkpoint_count{status="pending"}[30m])
  and
  butterfly_checkpoint_count{status="pending"} offset 30m
) > 0
unless on (${NODE})
max by (${NODE}) (changes(butterfly_checkpoint_count{status=~"complete|failed"}[30m])) > 0`,
    keepFiringFor: "5m",
    severity: "warning",
    detectWithin: "32m",
    summary: "Checkpoints of Butterfly node {{ $labels.node_id }} of cluster {{ $labels.cluster }} come to no end.",
    description:
      "{{ $value }} checkpoints of {{ $labels.node_id }} have been pending for 30 minutes, and none was completed or failed.",
    dashboardVariables: OF_NODE,
  },
  {
    ...shared,
    alert: "ButterflyCheckpointsSlow",
    expr: `
cluster_phase:butterfly_checkpoint_duration_seconds:p99_rate15m > ${limits.checkpointTime.value}`,
    for: "15m",
    keepFiringFor: "15m",
    severity: "warning",
    detectWithin: "30m",
    summary: "Checkpoints of Butterfly cluster {{ $labels.cluster }} take too long.",
    description: `The phase {{ $labels.phase }} takes {{ $value | printf "%.0f" }} s in the slowest of a hundred checkpoints (threshold: ${inWords(limits.checkpointTime)}).`,
  },
  {
    ...shared,
    alert: "ButterflyRecoveryFailing",
    expr: `
sum by (${NODE}) (increase(butterfly_recovery_attempts_total{outcome="failed"}[15m])) > 0`,
    keepFiringFor: "15m",
    severity: "warning",
    detectWithin: "2m",
    summary: "Butterfly node {{ $labels.node_id }} of cluster {{ $labels.cluster }} does not recover.",
    description:
      '{{ $value | printf "%.0f" }} attempts of {{ $labels.node_id }} to recover from a checkpoint failed in the last 15 minutes. Until one succeeds, its work is done by others.',
    dashboardVariables: OF_NODE,
  },
];
