import type { Mixin } from "../mixin.ts";
import { maestroCatalogue } from "./metrics.ts";
import { maestroRecordings } from "./recordings.ts";

/** Maestro, the multi-tenant ML platform. */
export const maestro: Mixin = {
  system: "maestro",
  catalogue: maestroCatalogue,
  recordings: maestroRecordings,
  alerts: [],
  inhibitions: [],
};
