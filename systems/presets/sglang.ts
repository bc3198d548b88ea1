import { sglangDashboard } from "../../dashboards/sglang/sglang.ts";
import { sglang as mixin } from "../../mixins/sglang/mixin.ts";
import type { Preset } from "./preset.ts";

/** SGLang, which serves metrics where it is started with `--enable-metrics`. */
export const sglang: Preset = {
  mixin,
  dashboards: [sglangDashboard],
  scrape: { port: 30_000, path: "/metrics", drop: [".+_created"] },
  seriesPerTarget: 900,
};
