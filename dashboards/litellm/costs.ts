import { inWords } from "../../mixins/limit.ts";
import { litellmLimits as limits } from "../../mixins/litellm/limits.ts";
import type { Band } from "../kit/layout.ts";
import { timeseries } from "../kit/panels/timeseries.ts";
import { highIsBad } from "../kit/thresholds.ts";
import { chosen } from "../preset/variables.ts";
import { BY, LEGEND, ofModels } from "./selector.ts";

/** Tokens, costs and budgets; and what the gateways need to know of them. */
export function costBands(): Band[] {
  return [
    { title: "Tokens and costs", height: 8, panels: [tokens(), spend(), budgets()] },
    { title: "What the gateways need", height: 8, panels: [dependencies(), breakers(), callbacks()] },
  ];
}

const rate = (name: string, by: string) => `sum by (${by}) (rate(litellm_${name}_metric_total{${ofModels}}[5m]))`;

const tokens = () =>
  timeseries({
    id: 14,
    title: "Tokens",
    description:
      "Tokens of prompts and answers per second.\n\n**Good:** they follow the requests. **Otherwise:** prompts that grow and grow: chats whose whole history is sent each time.",
    unit: "si:tok/s",
    series: "lines",
    queries: [
      { expr: rate("input_tokens", BY), legend: `${LEGEND} prompts` },
      { expr: rate("output_tokens", BY), legend: `${LEGEND} answers` },
    ],
  });

const spend = () =>
  timeseries({
    id: 15,
    title: "Cost per hour",
    description:
      "What requests cost by LiteLLM's price list, in US dollars an hour, by team.\n\n**Good:** within what was agreed. **Otherwise:** one team far above the others: look at its requests, or give it a budget. Models of one's own cost nothing unless they have a price (`input_cost_per_token`).",
    unit: "currencyUSD",
    series: "stacked",
    queries: [{ expr: `3600 * ${rate("spend", `${BY}, team_alias`)}`, legend: `${LEGEND} {{team_alias}}` }],
  });

const used = (by: string, remaining: string, most: string) =>
  `1 - min by (${by}) (litellm_${remaining}{${chosen}}) / max by (${by}) (litellm_${most}{${chosen}})`;

const budgets = () =>
  timeseries({
    id: 16,
    title: "Budgets used",
    description: `Share of its budget that each team and each key (by its hash) has spent.\n\n**Good:** it reaches 100% no sooner than the budget's days are over. **Otherwise:** above ${inWords(limits.budgetUsed)} LitellmTeamBudgetNearlyUsedUp and LitellmKeyBudgetNearlyUsedUp fire; at 100% requests are refused.`,
    unit: "percentunit",
    series: "lines",
    thresholds: highIsBad({ yellow: 0.75, red: limits.budgetUsed.value }),
    queries: [
      {
        expr: used(`${BY}, team, team_alias`, "remaining_team_budget_metric", "team_max_budget_metric"),
        legend: `${LEGEND} team {{team_alias}}`,
      },
      {
        expr: used(`${BY}, hashed_api_key`, "remaining_api_key_budget_metric", "api_key_max_budget_metric"),
        legend: `${LEGEND} key {{hashed_api_key}}`,
      },
    ],
  });

const failing = (service: string) =>
  `sum by (${BY}) (rate(litellm_${service}_failed_requests_total{${chosen}}[5m])) / (sum by (${BY}) (rate(litellm_${service}_total_requests_total{${chosen}}[5m])) > 0)`;

const dependencies = () =>
  timeseries({
    id: 17,
    title: "Failed calls of Redis and PostgreSQL",
    description: `Share of the gateways' calls of each that fail. LiteLLM counts them with \`service_callback: ["prometheus_system"]\`.\n\n**Good:** none. **Otherwise:** above ${inWords(limits.dependencyFailures)} LitellmRedisFailing and LitellmDatabaseFailing fire.`,
    unit: "percentunit",
    series: "lines",
    min: 0,
    thresholds: highIsBad({ yellow: 0.01, red: limits.dependencyFailures.value }),
    queries: [
      { expr: failing("redis"), legend: `${LEGEND} Redis` },
      { expr: failing("postgres"), legend: `${LEGEND} PostgreSQL` },
    ],
  });

const breakers = () =>
  timeseries({
    id: 18,
    title: "Circuit breakers of Redis",
    description:
      "Clients of Redis by what they do: calls (closed), calls once to see whether it is back (half open), leaves it alone (open).\n\n**Good:** all closed. **Otherwise:** open for most of five minutes: LitellmRedisFailing.",
    unit: "locale",
    series: "lines",
    decimals: 0,
    min: 0,
    queries: [
      {
        expr: `sum by (${BY}, state) (litellm_redis_circuit_breaker_state{${chosen}})`,
        legend: `${LEGEND} {{state}}`,
      },
    ],
  });

const callbacks = () =>
  timeseries({
    id: 19,
    title: "Failed callbacks",
    description:
      "How often a second the gateway could not tell somebody else of a request: a collector, a store of prompts.\n\n**Good:** none. **Otherwise:** its log says what that one answered; requests go on, and what is not told is lost.",
    unit: "cps",
    series: "lines",
    min: 0,
    queries: [
      {
        expr: `sum by (${BY}, callback_name) (rate(litellm_callback_logging_failures_metric_total{${chosen}}[5m]))`,
        legend: `${LEGEND} {{callback_name}}`,
      },
    ],
  });
