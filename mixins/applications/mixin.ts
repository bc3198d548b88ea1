import type { Mixin } from "../mixin.ts";
import { applicationsAlerts, applicationsAlertsOn } from "./alerts.ts";
import { applicationsCatalogue } from "./metrics.ts";
import { applicationRecordingsOn } from "./recordings.ts";

/** Applications that a stack's settings describe. */
export const applications: Mixin = {
  system: "applications",
  catalogue: applicationsCatalogue,
  recordings: [],
  recordingsOn: applicationRecordingsOn,
  alerts: applicationsAlerts,
  alertsOn: applicationsAlertsOn,
  inhibitions: [],
};
