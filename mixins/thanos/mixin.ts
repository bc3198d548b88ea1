import type { Mixin } from "../mixin.ts";
import { thanosAlerts } from "./alerts.ts";
import { receiveCatalogue } from "./metrics.ts";

/** Thanos: metrics of all Prometheus servers, for long. */
export const thanos: Mixin = {
  system: "thanos",
  catalogue: receiveCatalogue,
  recordings: [],
  alerts: thanosAlerts,
  inhibitions: [
    // One that has halted goes through nothing, and catches up with nothing.
    {
      source: "ThanosCompactorHalted",
      targets: ["ThanosCompactorNotRunning", "ThanosCompactorBehind", "ThanosCompactionsFailing"],
      equal: ["cluster", "instance"],
    },
    // An upload that fails is why there is none.
    { source: "ThanosUploadsFailing", targets: ["ThanosUploadsSilent"], equal: ["cluster", "instance"] },
  ],
};
