import type { Mixin } from "../mixin.ts";
import { lokiAlerts } from "./alerts.ts";
import { lokiCatalogue } from "./metrics.ts";

/** Loki: the logs of the cluster, kept and answered. */
export const loki: Mixin = {
  system: "loki",
  catalogue: lokiCatalogue,
  recordings: [],
  alerts: lokiAlerts,
  inhibitions: [
    // A volume that is full is why nothing is deleted.
    { source: "LokiVolumeNearlyFull", targets: ["LokiRetentionNotRunning"], equal: ["cluster"] },
  ],
};
