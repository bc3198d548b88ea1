import { tritonDashboard } from "../../dashboards/triton/triton.ts";
import { triton as mixin } from "../../mixins/triton/mixin.ts";
import { llmSettings } from "../llm-settings.ts";
import type { Preset } from "./preset.ts";

/** Triton: an application, or a part of the platform that `aiobs:llm` describes. */
export const triton: Preset = {
  mixin,
  dashboards: [tritonDashboard],
  scrape: { port: 8002, path: "/metrics", drop: [] },
  seriesPerTarget: 600,
  elsewhere: (settings) => (llmSettings.of(settings)?.triton === undefined ? [] : [{ name: "triton" }]),
};
