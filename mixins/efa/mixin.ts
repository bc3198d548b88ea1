import type { Mixin } from "../mixin.ts";
import { efaAlerts } from "./alerts.ts";
import { efaCatalogue } from "./metrics.ts";

/** Elastic Fabric Adapters: the network of training over several nodes. */
export const efa: Mixin = {
  system: "efa",
  catalogue: efaCatalogue,
  recordings: [],
  alerts: efaAlerts,
  inhibitions: [],
};
