import { litellmDashboard } from "../../dashboards/litellm/litellm.ts";
import { LITELLM_DROPPED_BUCKETS, LITELLM_PERSONAL, LITELLM_SERIES } from "../../mixins/litellm/kept.ts";
import { litellm as mixin } from "../../mixins/litellm/mixin.ts";
import { llmSettings } from "../llm-settings.ts";
import type { Preset } from "./preset.ts";

/** LiteLLM's proxy: an application, or a part of the platform that `aiobs:llm` describes. Its `/metrics` redirects. */
export const litellm: Preset = {
  mixin,
  dashboards: [litellmDashboard],
  scrape: {
    port: 4000,
    path: "/metrics/",
    drop: [],
    keep: LITELLM_SERIES,
    dropBuckets: LITELLM_DROPPED_BUCKETS,
    personal: LITELLM_PERSONAL,
  },
  seriesPerTarget: 5_000,
  elsewhere: (settings) => (llmSettings.of(settings)?.litellm === undefined ? [] : [{ name: "litellm" }]),
};
