import { openWebuiDashboard } from "../../dashboards/open-webui/open-webui.ts";
import { OPEN_WEBUI_SENT } from "../../mixins/open-webui/kept.ts";
import { openWebui as mixin } from "../../mixins/open-webui/mixin.ts";
import type { Preset } from "./preset.ts";

/** Open WebUI, which serves no metrics: with `ENABLE_OTEL_METRICS` it sends them. */
export const openWebui: Preset = {
  mixin,
  dashboards: [openWebuiDashboard],
  sent: { keep: OPEN_WEBUI_SENT.map((name) => name.replaceAll(".", "[.]")) },
  seriesPerTarget: 2_500,
};
