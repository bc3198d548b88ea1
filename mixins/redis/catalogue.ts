/** What redis_exporter 1.45.0 says of Redis 7.0 (Debian's packages), recorded from a primary, its replica, and a server that is away. */
import type { Catalogue } from "../../queries/catalogue.ts";
import { presetTargetLabels } from "../preset/target-labels.ts";
import { recordedCatalogue } from "../recorded-catalogue.ts";

/** What redis_exporter exposes. */
export const redisCatalogue: Catalogue = recordedCatalogue({
  system: "redis",
  targetLabels: presetTargetLabels("redis", 9121),
  record: new URL("recorded/redis-exporter-1.45.0.json", import.meta.url),
  knowledge: {
    labels: {
      cmd: { bound: 60, examples: ["get"], reason: "commands that applications use" },
      db: { bound: 16, examples: ["db0"], reason: "databases of a server" },
      maxmemory_policy: { bound: 8, examples: ["noeviction"], reason: "Redis' policies" },
      role: { bound: 2, values: ["master", "slave"] },
    },
    metrics: {
      redis_up: { unit: "ratio" },
      redis_connected_clients: { unit: "count" },
      redis_config_maxclients: { unit: "count" },
      redis_blocked_clients: { unit: "count" },
      redis_db_keys: { unit: "count" },
      redis_evicted_keys_total: { unit: "count" },
      redis_expired_keys_total: { unit: "count" },
      redis_master_link_up: { unit: "ratio" },
      redis_rdb_last_bgsave_status: { unit: "ratio" },
      redis_aof_last_write_status: { unit: "ratio" },
    },
  },
});
