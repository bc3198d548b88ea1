import type { Mixin } from "../mixin.ts";
import { computeDomainsAlerts } from "./alerts.ts";
import { computeDomainsCatalogue } from "./metrics.ts";

/** ComputeDomains: GPUs of several nodes that see each other's memory over NVLink. */
export const computeDomains: Mixin = {
  system: "compute-domains",
  catalogue: computeDomainsCatalogue,
  recordings: [],
  alerts: computeDomainsAlerts,
  inhibitions: [],
};
