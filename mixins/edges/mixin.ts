import type { Mixin } from "../mixin.ts";
import { edgesAlerts } from "./alerts.ts";
import { edgesCatalogue } from "./metrics.ts";

/** The edges of a central stack, as the gate that they send to sees them. */
export const edges: Mixin = {
  system: "edges",
  catalogue: edgesCatalogue,
  recordings: [],
  alerts: edgesAlerts,
  inhibitions: [],
};
