import type { Mixin } from "../mixin.ts";
import { tempoAlerts } from "./alerts.ts";
import { tempoCatalogue } from "./metrics.ts";
import { samplingAlerts } from "./sampling-alerts.ts";

/** Tempo, and what chooses the traces that it keeps. */
export const tempo: Mixin = {
  system: "tempo",
  catalogue: tempoCatalogue,
  recordings: [],
  alerts: [...tempoAlerts, ...samplingAlerts],
  inhibitions: [],
};
