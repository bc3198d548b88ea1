import type { TargetSeries } from "../engine/target-series.ts";
import type { ServerStep, SimulatedServer } from "./preset.ts";

/** What may be the matter with the simulated Kueue and its queues. */
export type KueueFault =
  | "kueue-no-leader"
  | "kueue-stalled"
  | "kueue-reconciles"
  | "kueue-webhooks"
  | "kueue-inactive"
  | "kueue-nothing"
  | "kueue-idle"
  | "kueue-checks"
  | "kueue-not-ready"
  | "kueue-preempted";

const ROLE = { replica_role: "leader" } as const;
/** The queue that faults are about. */
const UNWELL = "research";
/** Each with its GPUs and what its workloads ask for; workloads a second that are made. */
const QUEUES = [
  { cluster_queue: UNWELL, gpus: 64, each: 8, perSecond: 1 / 240 },
  { cluster_queue: "production", gpus: 32, each: 4, perSecond: 1 / 120 },
] as const;
const GPU = "nvidia.com/gpu";
const PLACE = { cohort: "all-teams", flavor: "h100", resource: GPU } as const;
const CONTROLLERS = ["clusterqueue", "job", "localqueue", "workload"] as const;
const WEBHOOKS = ["/mutate-batch-v1-job", "/mutate-kueue-x-k8s-io-v1beta2-workload"] as const;
const STATUSES = ["active", "pending", "terminating"] as const;

type Queue = (typeof QUEUES)[number];

/** What a queue has: workloads that wait, that have quota and that run, by whether all is well. */
function stateOf({ gpus, each }: Queue, random: ServerStep["random"], has: (fault: KueueFault) => boolean) {
  const most = gpus / each;
  if (has("kueue-nothing") || has("kueue-inactive")) return { active: 0, inadmissible: 5, reserving: 0, admitted: 0 };
  if (has("kueue-idle")) return { active: 0, inadmissible: 6, reserving: most / 2, admitted: most / 2 };
  if (has("kueue-checks")) return { active: 2, inadmissible: 0, reserving: most, admitted: most - 3 };
  if (has("kueue-stalled")) return { active: 7, inadmissible: 0, reserving: most - 1, admitted: most - 1 };
  // Full, as a rule, with some in line.
  return { active: 1 + random.count(1), inadmissible: 2, reserving: most, admitted: most };
}

function exposeQueue(
  series: TargetSeries,
  queue: Queue,
  { seconds, random }: ServerStep,
  faults: ReadonlySet<KueueFault>,
): void {
  const { cluster_queue, gpus, each, perSecond } = queue;
  const has = (fault: KueueFault) => cluster_queue === UNWELL && faults.has(fault);
  const state = stateOf(queue, random, has);
  const of = { cluster_queue, ...ROLE };
  for (const status of ["active", "inadmissible"] as const) {
    series.set("kueue_pending_workloads", { ...of, status }, state[status]);
  }
  const inStatus = has("kueue-inactive") ? "pending" : "active";
  for (const status of STATUSES) {
    series.set("kueue_cluster_queue_status", { ...of, status }, status === inStatus ? 1 : 0);
  }
  series.set("kueue_reserving_active_workloads", of, state.reserving);
  series.set("kueue_admitted_active_workloads", of, state.admitted);
  series.set("kueue_cluster_queue_nominal_quota", { ...of, ...PLACE }, gpus);
  series.set("kueue_cluster_queue_resource_reservation", { ...of, ...PLACE }, state.reserving * each);
  series.set("kueue_cluster_queue_resource_usage", { ...of, ...PLACE }, state.admitted * each);
  // Those that never run ask for more than there is.
  const wanted = (state.active + state.inadmissible) * (has("kueue-nothing") ? 2 * gpus : each);
  series.set("kueue_cluster_queue_resource_pending", { ...of, resource: GPU }, wanted);
  const stands = [
    ...(["kueue-inactive", "kueue-nothing", "kueue-idle", "kueue-checks", "kueue-stalled"] as const),
    "kueue-no-leader" as const,
  ].some(has);
  const preempted = has("kueue-preempted") ? random.count(seconds / 120) : 0;
  const late = has("kueue-not-ready") ? seconds / 600 : 0;
  const admitted = (stands ? 0 : random.count(perSecond * seconds)) + preempted;
  const admission = { ...of, priority_class: "normal" };
  series.add("kueue_admitted_workloads_total", admission, admitted);
  series.observe("kueue_admission_wait_time_seconds", admission, admitted, { median: 900, spread: 0.9 });
  series.add("kueue_finished_workloads_total", admission, Math.max(0, admitted - preempted));
  const evicted = (reason: string, underlying_cause: string) => ({ ...admission, reason, underlying_cause });
  // Neither counter is there before it counts.
  if (preempted > 0) {
    series.add("kueue_evicted_workloads_total", evicted("Preempted", ""), preempted);
    const by = { preempting_cluster_queue: "production", reason: "InCohortReclamation", ...ROLE };
    series.add("kueue_preempted_workloads_total", by, preempted);
  }
  if (late > 0) series.add("kueue_evicted_workloads_total", evicted("PodsReadyTimeout", "WaitForStart"), late);
}

function expose(series: TargetSeries, _pod: string, step: ServerStep, faults: ReadonlySet<KueueFault>): void {
  const { seconds, random } = step;
  const leads = !faults.has("kueue-no-leader");
  series.set("leader_election_master_status", { name: "c1f6bfd2.kueue.x-k8s.io" }, leads ? 1 : 0);
  for (const queue of QUEUES) exposeQueue(series, queue, step, faults);
  const cycles = leads && !faults.has("kueue-stalled") ? random.count(0.2 * seconds) : 0;
  const inVain = Math.round(0.9 * cycles);
  for (const [result, count] of Object.entries({ inadmissible: inVain, success: cycles - inVain })) {
    series.add("kueue_admission_attempts_total", { result, ...ROLE }, count);
    const took = { median: 0.02, spread: 0.6 };
    series.observe("kueue_admission_attempt_duration_seconds", { result, ...ROLE }, count, took);
  }
  for (const controller of CONTROLLERS) {
    const count = random.count(0.5 * seconds);
    const fails = controller === "workload" && faults.has("kueue-reconciles");
    const errors = random.share(count, fails ? 0.3 : 0.01);
    series.add("controller_runtime_reconcile_total", { controller, result: "success" }, count - errors);
    series.add("controller_runtime_reconcile_total", { controller, result: "error" }, errors);
    series.add("controller_runtime_reconcile_errors_total", { controller }, errors);
  }
  for (const webhook of WEBHOOKS) {
    const count = random.count(0.3 * seconds);
    const failed = random.share(count, faults.has("kueue-webhooks") ? 0.3 : 0);
    series.add("controller_runtime_webhook_requests_total", { webhook, code: "200" }, count - failed);
    series.add("controller_runtime_webhook_requests_total", { webhook, code: "500" }, failed);
  }
}

/** A Kueue of one replica, with two ClusterQueues of one cohort. */
export const kueueServers: readonly SimulatedServer<KueueFault>[] = [
  { preset: "kueue", application: "kueue", pods: ["kueue-controller-manager-0"], port: 8443, expose },
];
