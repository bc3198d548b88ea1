/** The alerts on Redis, by server: a connection is to one of them. */
import { inWords } from "../limit.ts";
import type { AlertingRule } from "../mixin.ts";
import { redisLimits as limits } from "./limits.ts";

const BY = "cluster, application, instance";
const DASHBOARD = { dashboard: "redis", dashboardVariables: { application: "application" } } as const;
const SERVER = "{{ $labels.instance }} of {{ $labels.application }} in cluster {{ $labels.cluster }}";

/** The alerting rules on Redis. */
export const redisAlerts: readonly AlertingRule[] = [
  {
    alert: "RedisDown",
    expr: `max by (${BY}) (redis_up) == 0`,
    for: "15s",
    keepFiringFor: "2m",
    severity: "critical",
    detectWithin: "1m",
    summary: `Redis at ${SERVER} does not answer.`,
    description:
      "The exporter of {{ $labels.instance }} answers and its Redis does not: it is down, still loads its data, or refuses the exporter's password.",
    ...DASHBOARD,
  },
  {
    alert: "RedisSavesFailing",
    expr: `
min by (${BY}) (redis_rdb_last_bgsave_status) == 0
or on (${BY})
min by (${BY}) (redis_aof_last_write_status) == 0`,
    severity: "critical",
    detectWithin: "1m",
    summary: `Redis at ${SERVER} cannot save its data.`,
    description:
      "The last snapshot of {{ $labels.instance }} or the last write of its log failed: by default Redis refuses every write until one succeeds, and a restart loses what has not been saved.",
    ...DASHBOARD,
  },
  {
    alert: "RedisMemoryNearlyFull",
    expr: `
max by (${BY}) (redis_memory_used_bytes)
  / max by (${BY}) (redis_memory_max_bytes > 0)
  > ${limits.memoryUse.value}
and on (${BY})
redis_instance_info{maxmemory_policy="noeviction"}`,
    for: "2m",
    keepFiringFor: "5m",
    severity: "warning",
    detectWithin: "4m",
    summary: `The memory of Redis at ${SERVER} is nearly used up.`,
    description: `{{ $value | humanizePercentage }} of the memory that {{ $labels.instance }} may use is in use (threshold: ${inWords(limits.memoryUse)}), and its policy is to evict nothing: full, it refuses every write.`,
    ...DASHBOARD,
  },
  {
    alert: "RedisKeysEvicted",
    expr: `
sum by (${BY}) (increase(redis_evicted_keys_total[1h]))
  / sum by (${BY}) (redis_db_keys > 0)
  > ${limits.keysEvicted.value}`,
    for: "10m",
    keepFiringFor: "10m",
    severity: "warning",
    detectWithin: "45m",
    summary: `Redis at ${SERVER} is too small for what it caches.`,
    description: `In an hour {{ $labels.instance }} evicted {{ $value | humanizePercentage }} as many keys as it holds (threshold: ${inWords(limits.keysEvicted)}): what is cached is gone before it is asked for again.`,
    ...DASHBOARD,
  },
  {
    alert: "RedisConnectionsNearlyUsedUp",
    expr: `
max by (${BY}) (redis_connected_clients)
  / max by (${BY}) (redis_config_maxclients)
  > ${limits.connectionUse.value}`,
    for: "2m",
    keepFiringFor: "5m",
    severity: "warning",
    detectWithin: "4m",
    summary: `Redis at ${SERVER} has nearly as many clients as it takes.`,
    description: `{{ $value | humanizePercentage }} of the connections that {{ $labels.instance }} takes are open (threshold: ${inWords(limits.connectionUse)}): beyond, new ones are refused.`,
    ...DASHBOARD,
  },
  {
    alert: "RedisConnectionsRefused",
    expr: `sum by (${BY}) (increase(redis_rejected_connections_total[2m])) > 0`,
    for: "1m",
    keepFiringFor: "5m",
    severity: "critical",
    detectWithin: "5m",
    slowBecause:
      "A pool that opens all of its connections at once is refused some, tries again and has them: a page waits until it goes on.",
    summary: `Redis at ${SERVER} refuses connections.`,
    description:
      "{{ $labels.instance }} has refused {{ $value | humanize }} connections in 2 minutes, for it has as many clients as it takes: their requests fail.",
    ...DASHBOARD,
  },
  {
    alert: "RedisReplicationBroken",
    expr: `min by (${BY}) (redis_master_link_up) == 0`,
    for: "2m",
    severity: "warning",
    detectWithin: "4m",
    summary: `The replica ${SERVER} has lost its primary.`,
    description:
      "{{ $labels.instance }} has had no link to its primary for 2 minutes: what is read of it is old, and a failover to it loses what was written since.",
    ...DASHBOARD,
  },
];
