import type { Mixin } from "../mixin.ts";
import { presetMixin } from "../preset/preset-mixin.ts";
import { redisAlerts } from "./alerts.ts";
import { redisCatalogue } from "./catalogue.ts";

/** Redis, and what speaks its protocol, by redis_exporter. */
export const redis: Mixin = presetMixin({
  system: "redis",
  catalogue: redisCatalogue,
  alerts: redisAlerts,
  inhibitions: [
    // Full, it refuses: one thing.
    {
      source: "RedisConnectionsRefused",
      targets: ["RedisConnectionsNearlyUsedUp"],
      equal: ["cluster", "application", "instance"],
    },
  ],
});
