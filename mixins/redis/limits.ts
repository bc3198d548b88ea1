import type { Limit } from "../limit.ts";

/** The thresholds of Redis. */
export const redisLimits = {
  memoryUse: {
    value: 0.9,
    unit: "ratio",
    why: "at its limit a server that evicts nothing refuses every write; a tenth is left to act in",
    source: "https://redis.io/docs/latest/develop/reference/eviction/ (noeviction)",
  },
  keysEvicted: {
    value: 0.5,
    unit: "ratio",
    why: "a cache that throws half of its keys away in an hour holds none for long enough to be asked again",
    source: "this program's choice",
  },
  connectionUse: {
    value: 0.85,
    unit: "ratio",
    why: "at the limit new connections are refused, and pools open many at once",
    source: "https://redis.io/docs/latest/develop/reference/clients/ (maximum concurrent connected clients)",
  },
} as const satisfies Readonly<Record<string, Limit>>;
