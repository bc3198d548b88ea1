import type { TargetSeries } from "../engine/target-series.ts";
import type { GatewayFault } from "./conditions.ts";

/** Whose budget it is. */
interface Owner {
  readonly hashed_api_key: string;
  readonly api_key_alias: string;
  readonly team: string;
  readonly team_alias: string;
}

/** Calls that the gateway makes for a request: of Redis for limits and answers, of PostgreSQL for keys and what they cost. */
const CALLS = { redis: 4, postgres: 2 } as const;
/** US dollars. */
const BUDGETS = { team: 500, key: 50 } as const;
/** What is spent of a budget, usually and when it is nearly used up. */
const SPENT = { usually: 0.4, nearlyAll: 0.95 } as const;

/** What the gateway says of its Redis, its PostgreSQL and the budgets that are in them. */
export function exposeNeeds(
  series: TargetSeries,
  requests: number,
  owners: readonly Owner[],
  faults: ReadonlySet<GatewayFault>,
): void {
  const redisIsAway = faults.has("redis");
  // Left alone after the first failures, but for a call now and then.
  const redis = { made: redisIsAway ? 1 : requests * CALLS.redis, failed: redisIsAway ? 1 : 0 };
  expose(series, "redis", redis, "async_get_cache");
  series.set("litellm_redis_circuit_breaker_state", { state: "open" }, redisIsAway ? 1 : 0);
  series.set("litellm_redis_circuit_breaker_state", { state: "closed" }, redisIsAway ? 0 : 1);
  const made = requests * CALLS.postgres;
  expose(series, "postgres", { made, failed: faults.has("database") ? Math.ceil(made / 4) : 0 }, "get_data");
  for (const [index, { hashed_api_key, api_key_alias, team, team_alias }] of owners.entries()) {
    // Faults are those of the last one's budgets.
    const spent = index === owners.length - 1 && faults.has("budgets") ? SPENT.nearlyAll : SPENT.usually;
    series.set("litellm_team_max_budget_metric", { team, team_alias }, BUDGETS.team);
    series.set("litellm_remaining_team_budget_metric", { team, team_alias }, BUDGETS.team * (1 - spent));
    series.set("litellm_api_key_max_budget_metric", { hashed_api_key, api_key_alias }, BUDGETS.key);
    series.set("litellm_remaining_api_key_budget_metric", { hashed_api_key, api_key_alias }, BUDGETS.key * (1 - spent));
  }
}

function expose(
  series: TargetSeries,
  service: "redis" | "postgres",
  { made, failed }: { readonly made: number; readonly failed: number },
  function_name: string,
): void {
  series.add(`litellm_${service}_total_requests_total`, { [service]: service }, made);
  const labels = { [service]: service, error_class: "ConnectionError", function_name };
  series.add(`litellm_${service}_failed_requests_total`, labels, failed);
}
