import type { Mixin } from "../mixin.ts";
import { presetMixin } from "../preset/preset-mixin.ts";
import { litellmAlerts } from "./alerts.ts";
import { litellmCatalogue } from "./catalogue.ts";

/** LiteLLM's proxy, a gateway to models. */
export const litellm: Mixin = presetMixin({
  system: "litellm",
  catalogue: litellmCatalogue,
  alerts: litellmAlerts,
});
