/** The alerts on Kueue's manager: whether it leads, schedules, reconciles and answers the API server. */
import { inWords } from "../../limit.ts";
import type { AlertingRule } from "../../mixin.ts";
import { LEADING } from "../catalogue.ts";
import { kueueLimits as limits } from "../limits.ts";
import { DASHBOARD, WHERE } from "./words.ts";

const OF_KUEUE = "cluster, application";
const OF_CONTROLLER = `${OF_KUEUE}, controller`;
const OF_WEBHOOK = `${OF_KUEUE}, webhook`;

/** The alerting rules on the manager. */
export const managerAlerts: readonly AlertingRule[] = [
  {
    alert: "KueueNoLeader",
    expr: `max by (${OF_KUEUE}) (leader_election_master_status) == 0`,
    for: "45s",
    severity: "critical",
    detectWithin: "2m",
    slowBecause:
      "A lease that its holder did not give back runs for 15 seconds, and the next scrape tells of the new one: a page sooner would be of every node that is lost.",
    summary: `No replica of Kueue leads: ${WHERE} admits nothing.`,
    description:
      "Replicas of {{ $labels.application }} answer, and none holds the lease: no workload is admitted, preempted or given back its quota.",
    ...DASHBOARD,
  },
  {
    // The scheduler goes on trying while anything is in line: a head that does not fit is tried again and again. Of whom nobody leads
    // KueueNoLeader tells.
    alert: "KueueSchedulerStalled",
    expr: `
sum by (${OF_KUEUE}) (kueue_pending_workloads{status="active", ${LEADING}}) > 0
unless on (${OF_KUEUE})
sum by (${OF_KUEUE}) (increase(kueue_admission_attempts_total[5m])) > 0
unless on (${OF_KUEUE})
max by (${OF_KUEUE}) (leader_election_master_status) == 0`,
    for: "6m",
    severity: "critical",
    detectWithin: "12m",
    slowBecause:
      "With waitForPodsReady.blockAdmission the scheduler rightly waits for the pods of the last workload, for up to five minutes unless the settings say more.",
    summary: `The scheduler of Kueue has stopped: ${WHERE}.`,
    description:
      "{{ $value }} workloads are in line at {{ $labels.application }}, and for ten minutes its scheduler has not tried to admit one.",
    ...DASHBOARD,
  },
  {
    alert: "KueueReconcilesFailing",
    expr: `
sum by (${OF_CONTROLLER}) (increase(controller_runtime_reconcile_errors_total[10m]))
  / sum by (${OF_CONTROLLER}) (increase(controller_runtime_reconcile_total[10m]))
  > ${limits.failedReconciles.value}
and on (${OF_CONTROLLER})
sum by (${OF_CONTROLLER}) (increase(controller_runtime_reconcile_errors_total[10m])) > ${limits.failures.value}`,
    for: "5m",
    keepFiringFor: "5m",
    severity: "warning",
    detectWithin: "17m",
    summary: `Kueue's controller {{ $labels.controller }} fails: ${WHERE}.`,
    description: `{{ $value | humanizePercentage }} of what the controller {{ $labels.controller }} did in 10 minutes failed (threshold: ${inWords(limits.failedReconciles)}): jobs stay suspended, or workloads keep their quota.`,
    ...DASHBOARD,
  },
  {
    alert: "KueueWebhooksFailing",
    expr: `
sum by (${OF_WEBHOOK}) (increase(controller_runtime_webhook_requests_total{code!="200"}[5m]))
  / sum by (${OF_WEBHOOK}) (increase(controller_runtime_webhook_requests_total[5m]))
  > ${limits.failedCalls.value}`,
    for: "5m",
    keepFiringFor: "5m",
    severity: "warning",
    detectWithin: "12m",
    summary: `Kueue's webhook {{ $labels.webhook }} fails: ${WHERE}.`,
    description: `{{ $value | humanizePercentage }} of the API server's calls of {{ $labels.webhook }} failed in 5 minutes (threshold: ${inWords(limits.failedCalls)}): such objects cannot be made or changed, whether or not they name a queue.`,
    ...DASHBOARD,
  },
];
