import type { Mixin } from "../mixin.ts";
import { presetMixin } from "../preset/preset-mixin.ts";
import { kueueAlerts } from "./alerts.ts";
import { kueueCatalogue } from "./catalogue.ts";

const ofKueue = ["cluster", "application"];
const ofQueue = [...ofKueue, "cluster_queue"];

/** Kueue, and the queues that it has. */
export const kueue: Mixin = presetMixin({
  system: "kueue",
  catalogue: kueueCatalogue,
  // Every manager that is written with controller-runtime has a lease, reconciles and webhooks.
  names: "shared",
  alerts: kueueAlerts,
  inhibitions: [
    // What waits then waits for that.
    { source: "KueueNoLeader", targets: ["KueueNothingAdmitted"], equal: ofKueue },
    { source: "KueueSchedulerStalled", targets: ["KueueNothingAdmitted", "KueueAcceleratorQuotaIdle"], equal: ofKueue },
    // Of a queue of which nothing runs, all quota is free, unless others have borrowed it.
    { source: "KueueNothingAdmitted", targets: ["KueueAcceleratorQuotaIdle"], equal: ofQueue },
    {
      source: "KueueClusterQueueInactive",
      targets: ["KueueNothingAdmitted", "KueueAcceleratorQuotaIdle"],
      equal: ofQueue,
    },
  ],
});
