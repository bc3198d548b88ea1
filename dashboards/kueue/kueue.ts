import type { Dashboard } from "../dashboard.ts";
import { dashboard } from "../kit/dashboard.ts";
import { presetVariables } from "../preset/variables.ts";
import { managerBands } from "./manager.ts";
import { queueBands } from "./queues.ts";
import { quotaBand } from "./quota.ts";
import { workloadBand } from "./workloads.ts";

/** Kueue: who waits, what quota there is, what becomes of workloads, and the manager itself. */
export const kueueDashboard: Dashboard = dashboard({
  source: import.meta.url,
  system: "kueue",
  folder: "Applications",
  uid: "kueue",
  title: "Kueue",
  description:
    "Queues for GPUs and other quota: who waits and for how long on top, then quota used and free, then admissions, evictions and preemptions, then Kueue's manager.",
  variables: presetVariables("kueue_cluster_queue_status", [
    {
      name: "cluster_queue",
      label: "ClusterQueue",
      description: "ClusterQueues of the chosen applications. Default: all.",
      series: 'kueue_cluster_queue_status{cluster=~"$cluster", application=~"$application"}',
      values: "cluster_queue",
    },
  ]),
  bands: () => [...queueBands(), quotaBand(), workloadBand(), ...managerBands()],
});
