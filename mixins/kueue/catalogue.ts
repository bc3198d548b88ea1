/**
 * What Kueue 0.19.0 exposes: each call that makes a metric in `pkg/metrics/metrics.go` of its Go module, and what controller-runtime,
 * its work queues and its lease add. The gauges of quota are there with `metrics.enableClusterQueueResources: true` alone.
 */
import type { Catalogue } from "../../queries/catalogue.ts";
import { oneOf } from "../one-of.ts";
import { presetTargetLabels } from "../preset/target-labels.ts";
import { recordedCatalogue } from "../recorded-catalogue.ts";

/** Replicas that do not lead know of the same queues: with them, all would count twice. Releases before 0.15 do not say. */
export const LEADING = 'replica_role!="follower"';

/** Resources that are accelerators, as device plugins call them. */
export const ACCELERATORS = 'resource=~".+/(?:gpu.*|mig-.+|neuron.*|tpu)"';

/** By LocalQueue there are fourteen buckets of six histograms each; of controller-runtime, whole calls tell enough. */
export const KUEUE_DROPPED: readonly string[] = [
  "kueue_local_queue_.+_seconds_bucket",
  "(?:controller_runtime_reconcile_time|workqueue_.+_duration)_seconds_bucket",
];

const everyRole = oneOf("leader", "follower", "standalone");

/** What Kueue exposes. */
export const kueueCatalogue: Catalogue = recordedCatalogue({
  system: "kueue",
  targetLabels: presetTargetLabels("kueue", 8443),
  record: new URL("recorded/kueue-0.19.0.json", import.meta.url),
  knowledge: {
    // The target's own win.
    renamed: { namespace: "exported_namespace", cluster: "exported_cluster" },
    dropped: KUEUE_DROPPED.join("|"),
    labels: {
      replica_role: everyRole,
      cluster_queue: { bound: 100, examples: ["research"], reason: "ClusterQueues of a cluster" },
      preempting_cluster_queue: { bound: 100, examples: ["research"], reason: "ClusterQueues of a cluster" },
      cohort: { bound: 20, examples: ["all-teams"], reason: "cohorts of a cluster" },
      flavor: { bound: 20, examples: ["h100"], reason: "kinds of nodes" },
      resource: { bound: 10, examples: ["nvidia.com/gpu"], reason: "resources with a quota" },
      priority_class: { bound: 10, examples: ["production"], reason: "classes of priority" },
      controller: { bound: 40, examples: ["workload"], reason: "controllers of its manager" },
      webhook: { bound: 40, examples: ["/mutate-batch-v1-job"], reason: "webhooks of its manager" },
    },
    metrics: {
      kueue_pending_workloads: { unit: "count", labels: { status: oneOf("active", "inadmissible") } },
      kueue_cluster_queue_status: { unit: "count", labels: { status: oneOf("pending", "active", "terminating") } },
      kueue_admission_attempts_total: { unit: "count", labels: { result: oneOf("success", "inadmissible") } },
      kueue_reserving_active_workloads: { unit: "count" },
      kueue_admitted_active_workloads: { unit: "count" },
      leader_election_master_status: { unit: "count" },
    },
  },
});
