import type { Mixin } from "../mixin.ts";
import { maestroAlerts } from "./alerts.ts";
import { maestroCatalogue } from "./metrics.ts";
import { maestroRecordings } from "./recordings.ts";

/** Maestro, the multi-tenant ML platform. */
export const maestro: Mixin = {
  system: "maestro",
  catalogue: maestroCatalogue,
  recordings: maestroRecordings,
  alerts: maestroAlerts,
  inhibitions: [
    // What fails for all fails for each.
    { source: "MaestroTrainingFailing", targets: ["MaestroTenantTrainingFailing"], equal: ["cluster"] },
    // Requests that never end make those that do slower.
    { source: "MaestroRequestsHanging", targets: ["MaestroHighLatency"], equal: ["cluster", "endpoint"] },
  ],
};
