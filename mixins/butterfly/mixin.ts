import type { Mixin } from "../mixin.ts";
import { butterflyAlerts, butterflyAlertsOn } from "./alerts.ts";
import { butterflyCatalogue } from "./metrics.ts";
import { butterflyRecordings, butterflyRecordingsOn } from "./recordings.ts";
import { butterflySlos } from "./slos.ts";

/** Butterfly, the distributed inference system. */
export const butterfly: Mixin = {
  system: "butterfly",
  catalogue: butterflyCatalogue,
  recordings: butterflyRecordings,
  recordingsOn: butterflyRecordingsOn,
  alerts: butterflyAlerts,
  alertsOn: butterflyAlertsOn,
  slos: butterflySlos,
  inhibitions: [
    // Without a quorum nothing is committed: requests fail and wait, tasks pile up and elections repeat. A node that is cut
    // off, shows faults or runs hot may be the reason, so those still speak.
    {
      source: "ButterflyClusterBelowQuorum",
      targets: [
        "ButterflyHighErrorRate",
        "ButterflyNodeFailing",
        "ButterflyHighLatency",
        "ButterflyFrequentLeaderChanges",
        "ButterflyQueueBuildup",
      ],
      equal: ["cluster"],
    },
    // A node that is cut off takes its links along.
    { source: "ButterflyNetworkPartition", targets: ["ButterflyLinksDown"], equal: ["cluster"] },
  ],
};
