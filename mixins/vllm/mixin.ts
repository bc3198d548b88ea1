import type { Mixin } from "../mixin.ts";
import { presetMixin } from "../preset/preset-mixin.ts";
import { vllmAlerts } from "./alerts.ts";
import { vllmCatalogue } from "./catalogue.ts";

/** vLLM, an inference server. */
export const vllm: Mixin = presetMixin({
  system: "vllm",
  catalogue: vllmCatalogue,
  alerts: vllmAlerts,
  inhibitions: [
    // A model that is full answers late.
    {
      source: "VllmQueueGrows",
      targets: ["VllmTimeToFirstTokenHigh"],
      equal: ["cluster", "application", "model_name"],
    },
  ],
});
