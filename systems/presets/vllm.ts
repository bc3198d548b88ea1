import { vllmDashboard } from "../../dashboards/vllm/vllm.ts";
import { vllm as mixin } from "../../mixins/vllm/mixin.ts";
import { llmSettings } from "../llm-settings.ts";
import type { Preset } from "./preset.ts";

/** vLLM: an application, or a part of the platform that `aiobs:llm` describes. */
export const vllm: Preset = {
  mixin,
  dashboards: [vllmDashboard],
  scrape: { port: 8000, path: "/metrics", drop: [".+_created"] },
  seriesPerTarget: 600,
  elsewhere: (settings) => (llmSettings.of(settings)?.vllm === undefined ? [] : [{ name: "vllm" }]),
};
