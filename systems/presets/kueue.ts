import { kueueDashboard } from "../../dashboards/kueue/kueue.ts";
import { KUEUE_DROPPED } from "../../mixins/kueue/catalogue.ts";
import { kueue as mixin } from "../../mixins/kueue/mixin.ts";
import type { Preset } from "./preset.ts";

/** Kueue's manager: over https alone, to whoever the Kubernetes API allows `/metrics`. */
export const kueue: Preset = {
  mixin,
  dashboards: [kueueDashboard],
  scrape: { port: 8443, path: "/metrics", drop: KUEUE_DROPPED },
  seriesPerTarget: 4_000,
};
