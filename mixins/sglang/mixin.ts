import type { Mixin } from "../mixin.ts";
import { presetMixin } from "../preset/preset-mixin.ts";
import { sglangAlerts } from "./alerts.ts";
import { sglangCatalogue } from "./catalogue.ts";

/** SGLang, an inference server. */
export const sglang: Mixin = presetMixin({
  system: "sglang",
  catalogue: sglangCatalogue,
  alerts: sglangAlerts,
  inhibitions: [
    // A model that is full answers late.
    {
      source: "SglangQueueGrows",
      targets: ["SglangTimeToFirstTokenHigh"],
      equal: ["cluster", "application", "model_name"],
    },
  ],
});
