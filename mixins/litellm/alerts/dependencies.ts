import { inWords } from "../../limit.ts";
import type { AlertingRule } from "../../mixin.ts";
import { litellmLimits as limits } from "../limits.ts";
import { BY, DASHBOARD, WHERE } from "./words.ts";

/** The share of calls of a service that fail, where there are enough. LiteLLM counts a failure among all calls, too. */
function failing(service: "redis" | "postgres"): string {
  const of = (counted: "failed" | "total", fn: "rate" | "increase") =>
    `sum by (${BY}) (${fn}(litellm_${service}_${counted}_requests_total[5m]))`;
  return `
${of("failed", "rate")}
  / on (${BY})
  ${of("total", "rate")}
  > ${limits.dependencyFailures.value}
and on (${BY})
${of("failed", "increase")} >= ${limits.failures.value}`;
}

/** Alerts on what a gateway needs: Redis, which its replicas share limits, states and answers by, and PostgreSQL, where keys and budgets are. */
export const dependencyAlerts: readonly AlertingRule[] = [
  {
    // After five failures LiteLLM leaves Redis alone for a minute, and counts no call while it does.
    alert: "LitellmRedisFailing",
    expr: `
(${failing("redis")}
)
or on (${BY})
max by (${BY}) (avg_over_time(litellm_redis_circuit_breaker_state{state="open"}[5m])) >= ${limits.openBreaker.value}`,
    for: "2m",
    keepFiringFor: "5m",
    severity: "warning",
    detectWithin: "9m",
    summary: `Gateway ${WHERE} does not reach its Redis.`,
    description: `Calls of Redis by {{ $labels.application }} fail (threshold: ${inWords(limits.dependencyFailures)} over 5 minutes), or are not even tried since too many did: limits and cooldowns hold for each replica alone, and nothing is answered from the cache.`,
    ...DASHBOARD,
  },
  {
    alert: "LitellmDatabaseFailing",
    expr: failing("postgres"),
    for: "2m",
    keepFiringFor: "5m",
    severity: "warning",
    detectWithin: "9m",
    summary: `Gateway ${WHERE} does not reach its PostgreSQL.`,
    description: `{{ $value | humanizePercentage }} of its calls of PostgreSQL have failed over the last 5 minutes (threshold: ${inWords(limits.dependencyFailures)}): keys that are not in its memory are refused, and what requests cost is not written down.`,
    ...DASHBOARD,
  },
];
