import { rayDashboard } from "../../dashboards/ray/ray.ts";
import { RAY_DROPPED, SERVE_APPLICATION } from "../../mixins/ray/catalogue.ts";
import { ray as mixin } from "../../mixins/ray/mixin.ts";
import type { Preset } from "./preset.ts";

/** A Ray cluster: each of its nodes, by the port that KubeRay declares for metrics. */
export const ray: Preset = {
  mixin,
  dashboards: [rayDashboard],
  scrape: { port: 8080, path: "/metrics", drop: RAY_DROPPED, ownApplication: SERVE_APPLICATION },
  seriesPerTarget: 2_000,
};
