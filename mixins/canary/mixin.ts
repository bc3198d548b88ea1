import type { Mixin } from "../mixin.ts";
import { canaryAlerts } from "./alerts.ts";
import { canaryCatalogue } from "./metrics.ts";

/** The canary: whether metrics, logs and traces lead to each other, and without personal data. */
export const canary: Mixin = {
  system: "canary",
  catalogue: canaryCatalogue,
  recordings: [],
  alerts: canaryAlerts,
  inhibitions: [],
};
