/** The alerts on what becomes of workloads: those that hold quota and do not run, and those that are thrown out. */
import { increaseFromBirth } from "../../increase-from-birth.ts";
import { inWords } from "../../limit.ts";
import type { AlertingRule } from "../../mixin.ts";
import { LEADING } from "../catalogue.ts";
import { kueueLimits as limits } from "../limits.ts";
import { OF_QUEUE, QUEUE, QUEUE_DASHBOARD, WHERE } from "./words.ts";

const inHour = (counter: string) => `sum by (${OF_QUEUE}) (increase(${counter}[1h]))`;
const PREEMPTED = 'kueue_evicted_workloads_total{reason="Preempted"}';

/** The alerting rules on workloads. */
export const workloadAlerts: readonly AlertingRule[] = [
  {
    alert: "KueueAdmissionChecksStuck",
    expr: `
sum by (${OF_QUEUE}) (kueue_reserving_active_workloads{${LEADING}})
  - on (${OF_QUEUE}) sum by (${OF_QUEUE}) (kueue_admitted_active_workloads{${LEADING}})
  > 0
unless on (${OF_QUEUE})
sum by (${OF_QUEUE}) (increase(kueue_admitted_workloads_total[15m])) > 0`,
    for: "15m",
    severity: "warning",
    detectWithin: "32m",
    summary: `Workloads of ${QUEUE} hold quota and are not admitted: ${WHERE}.`,
    description: `{{ $value }} workloads of the ClusterQueue ${QUEUE} have had their quota for 15 minutes without passing its admission checks, as where no node is provisioned: nobody else can use that quota.`,
    ...QUEUE_DASHBOARD,
  },
  {
    alert: "KueuePodsNotReady",
    expr: `
sum by (${OF_QUEUE}) (
  ${increaseFromBirth('kueue_evicted_workloads_total{reason="PodsReadyTimeout"}', "1h")}
) > ${limits.podsNotReady.value}`,
    for: "1m",
    keepFiringFor: "10m",
    severity: "warning",
    detectWithin: "1h4m",
    summary: `Pods of workloads of ${QUEUE} do not become ready: ${WHERE}.`,
    description: `{{ $value | printf "%.0f" }} workloads of the ClusterQueue ${QUEUE} were evicted within an hour (threshold: ${inWords(limits.podsNotReady)}) because their pods were not ready in time: they held their quota all the while, and go back into the line.`,
    ...QUEUE_DASHBOARD,
  },
  {
    alert: "KueuePreemptionsHigh",
    expr: `
${inHour(PREEMPTED)}
  / ${inHour("kueue_admitted_workloads_total")}
  > ${limits.preemptedShare.value}
and on (${OF_QUEUE})
${inHour(PREEMPTED)} > ${limits.preempted.value}`,
    for: "5m",
    keepFiringFor: "10m",
    severity: "warning",
    detectWithin: "1h7m",
    summary: `Workloads of ${QUEUE} are preempted again and again: ${WHERE}.`,
    description: `For each workload of the ClusterQueue ${QUEUE} that was admitted in the last hour, {{ $value | printf "%.1f" }} were preempted (threshold: ${limits.preemptedShare.value}): what they had computed since their last checkpoint is lost.`,
    ...QUEUE_DASHBOARD,
  },
];
