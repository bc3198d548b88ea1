/** The alerts on ClusterQueues: those in which workloads wait and nothing comes of it. */
import type { AlertingRule } from "../../mixin.ts";
import { ACCELERATORS, LEADING } from "../catalogue.ts";
import { OF_QUEUE, QUEUE, QUEUE_DASHBOARD, WHERE } from "./words.ts";

const PENDING = `sum by (${OF_QUEUE}) (kueue_pending_workloads{${LEADING}})`;
const OF_RESOURCE = `${OF_QUEUE}, resource`;
const quota = (what: string) => `sum by (${OF_RESOURCE}) (kueue_cluster_queue_${what}{${ACCELERATORS}, ${LEADING}})`;

/** The alerting rules on ClusterQueues. */
export const queueAlerts: readonly AlertingRule[] = [
  {
    alert: "KueueClusterQueueInactive",
    expr: `
max by (${OF_QUEUE}, status) (kueue_cluster_queue_status{status!="active", ${LEADING}}) == 1
and on (${OF_QUEUE})
${PENDING} > 0`,
    for: "10m",
    severity: "warning",
    detectWithin: "12m",
    summary: `Workloads wait in ${QUEUE}, which admits none: ${WHERE}.`,
    description: `The ClusterQueue ${QUEUE} has been {{ $labels.status }} for 10 minutes, with workloads in line: it is stopped or deleted, or lacks a flavour or an admission check.`,
    ...QUEUE_DASHBOARD,
  },
  {
    alert: "KueueNothingAdmitted",
    expr: `
${PENDING} > 0
and on (${OF_QUEUE})
sum by (${OF_QUEUE}) (kueue_reserving_active_workloads{${LEADING}}) == 0`,
    for: "30m",
    severity: "warning",
    detectWithin: "32m",
    summary: `Workloads wait in ${QUEUE}, and none runs: ${WHERE}.`,
    description: `{{ $value }} workloads have waited in the ClusterQueue ${QUEUE} for 30 minutes while nothing of it has any quota: they ask for more than it has, for nodes that no flavour fits, or others have borrowed all.`,
    ...QUEUE_DASHBOARD,
  },
  {
    // What those in line ask for on average: a few large ones among many small hide behind them.
    alert: "KueueAcceleratorQuotaIdle",
    expr: `
(
  ${quota("nominal_quota")}
  - on (${OF_RESOURCE})
  ${quota("resource_reservation")}
)
>= on (${OF_RESOURCE})
(
  (${quota("resource_pending")} > 0)
  / on (${OF_QUEUE}) group_left ()
  ${PENDING}
)`,
    for: "30m",
    severity: "warning",
    detectWithin: "32m",
    summary: `Quota of ${QUEUE} stands idle while workloads wait for {{ $labels.resource }}: ${WHERE}.`,
    description: `{{ $value }} {{ $labels.resource }} of the quota of ${QUEUE} have been free for 30 minutes, and workloads wait in it that ask for no more than that on average.`,
    ...QUEUE_DASHBOARD,
  },
];
