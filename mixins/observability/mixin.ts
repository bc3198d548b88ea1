import type { Mixin } from "../mixin.ts";
import { observabilityAlerts, observabilityAlertsOn } from "./alerts.ts";
import { targetCatalogue } from "./target-metrics.ts";

/** The observability stack watching itself. */
export const observability: Mixin = {
  system: "observability",
  catalogue: targetCatalogue,
  recordings: [],
  alerts: observabilityAlerts,
  alertsOn: observabilityAlertsOn,
  inhibitions: [
    // A full volume is why the database of that replica fails.
    { source: "PrometheusVolumeNearlyFull", targets: ["PrometheusTSDBFailing"], equal: ["cluster", "instance"] },
  ],
};
