import type { Mixin } from "../mixin.ts";
import { collectorsAlerts } from "./alerts.ts";
import { collectorCatalogue } from "./metrics.ts";

/** The OpenTelemetry Collectors: what brings logs and spans to where they are kept. */
export const collectors: Mixin = {
  system: "collectors",
  catalogue: collectorCatalogue,
  recordings: [],
  alerts: collectorsAlerts,
  inhibitions: [],
};
