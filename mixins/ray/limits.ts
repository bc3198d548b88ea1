import type { Limit } from "../limit.ts";
import { llmLimits } from "../llm/limits.ts";

/** The thresholds of Ray. `aiobs:alerts` sets others for a stack's clusters. */
export const rayLimits = {
  failedShare: llmLimits.failedRequests,
  failures: llmLimits.failuresThatCount,
  requestRate: llmLimits.requestRate,
  requestDuration: {
    value: 10,
    unit: "seconds",
    why: "callers' time-outs are near, and most models answer in a fraction of it",
    source: "this program's choice; a bound of the histogram's buckets (serve/_private/constants.py of the wheel)",
  },
  queuedRequests: {
    value: 10,
    unit: "count",
    why: "fewer are a burst that replicas take in",
    source: "this program's choice",
  },
  queueTime: {
    value: 1,
    unit: "seconds",
    why: "requests that a replica takes in milliseconds may be many; who waits for a second waits for a replica",
    source: "this program's choice",
  },
  workersKilled: {
    value: 3,
    unit: "count",
    why: "Ray tries a task again that was killed; more in ten minutes are tasks that do not fit, however often they are tried",
    source:
      "https://docs.ray.io/en/latest/ray-core/scheduling/ray-oom-prevention.html names no number: this program's choice",
  },
  workersCrashed: {
    value: 3,
    unit: "count",
    why: "a process dies now and then and is started again; more in ten minutes are a fault of the code or its node",
    source: "this program's choice",
  },
  memoryUse: {
    value: 0.9,
    unit: "ratio",
    why: "from 0.95 on Ray kills tasks and actors of the node",
    source:
      "https://docs.ray.io/en/latest/ray-core/scheduling/ray-oom-prevention.html (RAY_memory_usage_threshold: 0.95)",
  },
  diskUse: {
    value: 0.9,
    unit: "ratio",
    why: "from 0.95 on Ray spills no more objects to it, and tasks fail that make some",
    source:
      "https://docs.ray.io/en/latest/ray-core/objects/object-spilling.html (RAY_local_fs_capacity_threshold: 0.95)",
  },
} as const satisfies Readonly<Record<string, Limit>>;
