import { redisDashboard } from "../../dashboards/redis/redis.ts";
import { redis as mixin } from "../../mixins/redis/mixin.ts";
import type { Preset } from "./preset.ts";

/** Redis and Valkey, by redis_exporter beside the server. */
export const redis: Preset = {
  mixin,
  dashboards: [redisDashboard],
  scrape: { port: 9121, path: "/metrics", drop: [] },
  seriesPerTarget: 600,
};
