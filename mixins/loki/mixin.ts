import type { Mixin } from "../mixin.ts";
import { lokiCatalogue } from "./metrics.ts";

/** Loki: the logs of the cluster, kept and answered. */
export const loki: Mixin = { system: "loki", catalogue: lokiCatalogue, recordings: [], alerts: [], inhibitions: [] };
