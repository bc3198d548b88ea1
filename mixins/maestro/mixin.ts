import type { Mixin } from "../mixin.ts";
import { maestroAlerts } from "./alerts.ts";
import { maestroGrafanaAlerts } from "./grafana-alerts.ts";
import { maestroCatalogue } from "./metrics.ts";
import { maestroRecordings } from "./recordings.ts";
import { maestroSlos } from "./slos.ts";

/** Maestro, the multi-tenant ML platform. */
export const maestro: Mixin = {
  system: "maestro",
  catalogue: maestroCatalogue,
  recordings: maestroRecordings,
  alerts: maestroAlerts,
  grafanaAlerts: maestroGrafanaAlerts,
  slos: maestroSlos,
  inhibitions: [
    // What fails for all fails for each.
    { source: "MaestroTrainingFailing", targets: ["MaestroTenantTrainingFailing"], equal: ["cluster"] },
    // The warning has been heeded or not: the quota is used up now.
    {
      source: "MaestroTenantQuotaExhausted",
      targets: ["MaestroTenantQuotaWarning"],
      equal: ["cluster", "tenant_id", "resource_type"],
    },
    // Where all requests together fail too often, the endpoints are on the page that its alert leads to.
    { source: "MaestroApiErrorRate", targets: ["MaestroHighErrorRate"], equal: ["cluster"] },
    // Requests that never end make those that do slower.
    { source: "MaestroRequestsHanging", targets: ["MaestroHighLatency"], equal: ["cluster", "endpoint"] },
  ],
};
