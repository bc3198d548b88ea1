import type { Mixin } from "../mixin.ts";
import { thanosAlerts } from "./alerts.ts";
import { receiveCatalogue } from "./metrics.ts";

/** Thanos: metrics of all Prometheus servers, for long. */
export const thanos: Mixin = {
  system: "thanos",
  catalogue: receiveCatalogue,
  recordings: [],
  alerts: thanosAlerts,
  inhibitions: [],
};
