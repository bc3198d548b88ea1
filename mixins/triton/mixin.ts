import type { Mixin } from "../mixin.ts";
import { presetMixin } from "../preset/preset-mixin.ts";
import { tritonAlerts } from "./alerts.ts";
import { tritonCatalogue } from "./catalogue.ts";

const equal = ["cluster", "application", "model"] as const;

/** Triton, an inference server for models of any kind. */
export const triton: Mixin = presetMixin({
  system: "triton",
  catalogue: tritonCatalogue,
  alerts: tritonAlerts,
  inhibitions: [
    { source: "TritonModelDown", targets: ["TritonRequestsFailing"], equal: [...equal] },
    // One that has stopped has a queue, too.
    { source: "TritonStalled", targets: ["TritonQueueGrows"], equal: [...equal] },
    // A model that is full answers late.
    { source: "TritonQueueGrows", targets: ["TritonFirstResponseLate"], equal: [...equal] },
  ],
});
