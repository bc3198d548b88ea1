import type { Mixin } from "../mixin.ts";
import { presetMixin } from "../preset/preset-mixin.ts";
import { litellmAlerts } from "./alerts.ts";
import { litellmCatalogue } from "./catalogue.ts";

/** LiteLLM's proxy, a gateway to models. */
export const litellm: Mixin = presetMixin({
  system: "litellm",
  catalogue: litellmCatalogue,
  alerts: litellmAlerts,
  inhibitions: [
    // All that it is asked for fails, whichever model that is, and the objective of the platform's own gateway burns.
    {
      source: "LitellmFailing",
      targets: ["LitellmRequestsFailing", "LlmAvailabilityFastBurn"],
      equal: ["cluster", "application"],
    },
  ],
});
