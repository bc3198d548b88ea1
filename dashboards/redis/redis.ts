import { inWords } from "../../mixins/limit.ts";
import { redisLimits as limits } from "../../mixins/redis/limits.ts";
import type { Dashboard } from "../dashboard.ts";
import { orZero } from "../kit/absent.ts";
import { dashboard } from "../kit/dashboard.ts";
import type { Band } from "../kit/layout.ts";
import { stat } from "../kit/panels/stat.ts";
import { timeseries } from "../kit/panels/timeseries.ts";
import { highIsBad, lowIsBad } from "../kit/thresholds.ts";
import { chosen, presetVariables } from "../preset/variables.ts";
import { loadBand, trafficBand } from "./load.ts";
import { LEGEND, SERVER, whole } from "./selector.ts";

/** Redis: what stops it from serving on top, then what it does. */
export const redisDashboard: Dashboard = dashboard({
  source: import.meta.url,
  system: "redis",
  folder: "Applications",
  uid: "redis",
  title: "Redis",
  description:
    "Redis and what speaks its protocol, for whoever owns one: whether it answers, saves and replicates on top, then memory, keys, commands and clients.",
  variables: presetVariables("redis_up"),
  bands: () => [now(), memoryBand(), loadBand(), trafficBand()],
});

const now = (): Band => ({ height: 4, panels: [up(), saved(), linked(), clientsNow()] });

const memoryBand = (): Band => ({ title: "Memory", height: 8, panels: [memory(), evictions()] });

const up = () =>
  stat({
    id: 1,
    title: "Servers that answer",
    description:
      "Share of the chosen servers that answer their exporter.\n\n**Good:** 100%. **Otherwise:** RedisDown says which.",
    unit: "percentunit",
    graph: "none",
    decimals: 0,
    thresholds: lowIsBad({ yellow: 0.999, green: 1 }),
    queries: [{ expr: `avg(redis_up{${chosen}})`, legend: "Up" }],
  });

const saved = () =>
  stat({
    id: 2,
    title: "Servers that save",
    description:
      "Share of the chosen servers whose last snapshot and last write of the log succeeded.\n\n**Good:** 100%. **Otherwise:** RedisSavesFailing: a full disk, or no memory left to fork.",
    unit: "percentunit",
    graph: "none",
    decimals: 0,
    thresholds: lowIsBad({ yellow: 0.999, green: 1 }),
    queries: [
      {
        expr: `avg(redis_rdb_last_bgsave_status{${chosen}} * on (${SERVER}) redis_aof_last_write_status{${chosen}})`,
        legend: "Saved",
      },
    ],
  });

const linked = () =>
  stat({
    id: 3,
    title: "Replicas without primary",
    description:
      "Replicas that have lost the link to their primary.\n\n**Good:** none. **Otherwise:** RedisReplicationBroken says which.",
    unit: "locale",
    graph: "none",
    decimals: 0,
    thresholds: highIsBad({ red: 1 }),
    queries: [{ expr: orZero(`count(redis_master_link_up{${chosen}} == 0)`, `redis_up{${chosen}}`), legend: "Broken" }],
  });

const clientsNow = () =>
  stat({
    id: 4,
    title: "Connections in use",
    description: `Share of the connections that a server takes, of the fullest one.\n\n**Good:** under ${inWords(limits.connectionUse)}. **Otherwise:** RedisConnectionsNearlyUsedUp; at 100% RedisConnectionsRefused.`,
    unit: "percentunit",
    graph: "sparkline",
    decimals: 1,
    min: 0,
    thresholds: highIsBad({ yellow: 0.7, red: limits.connectionUse.value }),
    queries: [
      { expr: `max(redis_connected_clients{${chosen}} / redis_config_maxclients{${chosen}})`, legend: "In use" },
    ],
  });

const memory = () =>
  timeseries({
    id: 5,
    title: "Memory in use",
    description: `Share of the memory that a server may use, where it has a limit.\n\n**Good:** of a cache, at its limit; of one that evicts nothing, under ${inWords(limits.memoryUse)}. **Otherwise:** RedisMemoryNearlyFull: full, it refuses writes.`,
    unit: "percentunit",
    series: "lines",
    thresholds: highIsBad({ yellow: 0.8, red: limits.memoryUse.value }),
    queries: [
      {
        expr: `${whole("redis_memory_used_bytes")} / on (${SERVER}) (${whole("redis_memory_max_bytes")} > 0)`,
        legend: LEGEND,
      },
    ],
  });

const evictions = () =>
  timeseries({
    id: 6,
    title: "Keys that go",
    description:
      "Keys per second that were evicted for want of memory, and that expired as they should.\n\n**Good:** they expire. **Otherwise:** evictions that take half of the keys in an hour are RedisKeysEvicted: the cache is too small.",
    unit: "cps",
    series: "lines",
    queries: [
      { expr: `sum by (${SERVER}) (rate(redis_evicted_keys_total{${chosen}}[5m]))`, legend: `${LEGEND} evicted` },
      { expr: `sum by (${SERVER}) (rate(redis_expired_keys_total{${chosen}}[5m]))`, legend: `${LEGEND} expired` },
    ],
  });
