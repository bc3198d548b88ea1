import type { Mixin } from "../mixin.ts";
import { butterflyAlerts, butterflyAlertsOn } from "./alerts.ts";
import { butterflyInhibitions } from "./inhibitions.ts";
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
  inhibitions: butterflyInhibitions,
};
