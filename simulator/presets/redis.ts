import type { TargetSeries } from "../engine/target-series.ts";
import type { ServerStep, SimulatedServer } from "./preset.ts";

/** What may be the matter with the simulated Redis servers. */
export type RedisFault =
  | "redis-down"
  | "redis-unsaved"
  | "redis-full"
  | "redis-too-small"
  | "redis-connections"
  | "redis-replication";

const GIB = 2 ** 30;
const MEMORY = 4 * GIB;
const MAX_CLIENTS = 10_000;
const KEYS = 2e6;
/** Commands a second, and how long each takes. */
const COMMANDS = { get: 900, set: 220, xreadgroup: 40 } as const;
const COMMAND_SECONDS = 4e-6;
const HITS = 0.92;
/** Bytes that the whole of a cache's keys is replaced with in a day, of what fits. */
const USUAL_EVICTIONS = KEYS / 86_400;
const SERVER = {
  os: "Linux",
  process_id: "1",
  redis_build_id: "f5d5b1c2",
  redis_mode: "standalone",
  redis_version: "7.0.15",
  tcp_port: "6379",
} as const;
const PRIMARY = { master_host: "sessions-0", master_port: "6379" } as const;

function expose(
  series: TargetSeries,
  pod: string,
  { time, seconds, random }: ServerStep,
  faults: ReadonlySet<RedisFault>,
): void {
  if (pod === "sessions-0" && faults.has("redis-down")) {
    series.restart();
    series.set("redis_up", {}, 0);
    return;
  }
  const isCache = pod.startsWith("cache");
  const isReplica = pod === "sessions-1";
  const isFull = pod === "sessions-0" && faults.has("redis-full");
  const isCrowded = pod === "sessions-0" && faults.has("redis-connections");
  series.set("redis_up", {}, 1);
  series.set("redis_uptime_in_seconds", {}, time % 1e7);
  const info = { maxmemory_policy: isCache ? "allkeys-lru" : "noeviction", role: isReplica ? "slave" : "master" };
  series.set("redis_instance_info", { ...SERVER, ...info, run_id: pod }, 1);
  series.set("redis_memory_max_bytes", {}, MEMORY);
  series.set("redis_memory_used_bytes", {}, MEMORY * (isCache ? 0.999 : isFull ? 0.97 : random.around(0.45, 0.02)));
  series.set("redis_config_maxclients", {}, MAX_CLIENTS);
  series.set("redis_connected_clients", {}, isCrowded ? MAX_CLIENTS : Math.round(random.around(240, 0.05)));
  series.add("redis_rejected_connections_total", {}, isCrowded ? random.count(3 * seconds) : 0);
  series.set("redis_blocked_clients", {}, 12);
  series.set("redis_rdb_last_bgsave_status", {}, pod === "sessions-0" && faults.has("redis-unsaved") ? 0 : 1);
  series.set("redis_aof_last_write_status", {}, 1);
  series.set("redis_db_keys", { db: "db0" }, KEYS);
  const evictions = isCache ? USUAL_EVICTIONS * (faults.has("redis-too-small") ? 60 : 1) : 0;
  series.add("redis_evicted_keys_total", {}, random.count(evictions * seconds));
  series.add("redis_expired_keys_total", {}, random.count(40 * seconds));
  exposeCommands(series, seconds, random);
  if (isReplica) series.set("redis_master_link_up", PRIMARY, faults.has("redis-replication") ? 0 : 1);
  if (isReplica) series.set("redis_master_last_io_seconds_ago", PRIMARY, faults.has("redis-replication") ? 900 : 1);
}

function exposeCommands(series: TargetSeries, seconds: number, random: ServerStep["random"]): void {
  let gets = 0;
  for (const [cmd, perSecond] of Object.entries(COMMANDS)) {
    const count = random.count(perSecond * seconds);
    if (cmd === "get") gets = count;
    series.add("redis_commands_total", { cmd }, count);
    series.add("redis_commands_duration_seconds_total", { cmd }, count * COMMAND_SECONDS);
  }
  const hits = random.share(gets, HITS);
  series.add("redis_keyspace_hits_total", {}, hits);
  series.add("redis_keyspace_misses_total", {}, gets - hits);
  series.add("redis_net_input_bytes_total", {}, 180_000 * seconds);
  series.add("redis_net_output_bytes_total", {}, 900_000 * seconds);
}

/** A primary with its replica that evict nothing, and a cache. */
export const redisServers: readonly SimulatedServer<RedisFault>[] = [
  { preset: "redis", application: "sessions", pods: ["sessions-0", "sessions-1"], port: 9121, expose },
  { preset: "redis", application: "cache", pods: ["cache-0"], port: 9121, expose },
];
