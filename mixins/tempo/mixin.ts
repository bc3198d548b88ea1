import type { Mixin } from "../mixin.ts";
import { tempoCatalogue } from "./metrics.ts";

/** Tempo: the traces of the cluster, kept and answered. */
export const tempo: Mixin = { system: "tempo", catalogue: tempoCatalogue, recordings: [], alerts: [], inhibitions: [] };
