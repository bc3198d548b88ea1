import { inWords } from "../../../mixins/limit.ts";
import { litellmLimits } from "../../../mixins/litellm/limits.ts";
import { llmLimits as limits } from "../../../mixins/llm/limits.ts";
import type { Band } from "../../kit/layout.ts";
import { table } from "../../kit/panels/table.ts";
import { timeseries } from "../../kit/panels/timeseries.ts";
import { highIsBad, lowIsBad } from "../../kit/thresholds.ts";
import { inCluster } from "../selectors.ts";

const deployment = "litellm_model_name, api_base, api_provider";

/** What LiteLLM's own metrics say, where a stack scrapes them. */
export function gatewayBands(): Band[] {
  return [
    { title: "LiteLLM", height: 7, panels: [deployments()] },
    { height: 8, panels: [underWay(), budgets(), firstTokens()] },
    { height: 8, panels: [tokens(), spend()] },
  ];
}

const rateOf = (name: string) =>
  `sum by (${deployment}) (rate(litellm_deployment_${name}_total{${inCluster}}[$interval]))`;

const deployments = () =>
  table({
    id: 28,
    title: "Deployments",
    description: `Each server of each model as the gateway knows it: 0 answers, 1 answers in part, 2 does not answer.\n\n**Good:** 0. **Otherwise:** LitellmDeploymentDown, LitellmDeploymentFailing above ${inWords(litellmLimits.deploymentFailures)}: the gateway has set the server aside, and asks others of the same model if there are any.`,
    labels: [
      { label: "litellm_model_name", title: "Model", width: 270 },
      { label: "api_base", title: "Server", width: 200 },
      { label: "api_provider", title: "Provider", width: 110 },
    ],
    values: [
      {
        title: "State",
        unit: "locale",
        decimals: 0,
        thresholds: highIsBad({ yellow: 1, red: 2 }),
        expr: `max by (${deployment}) (litellm_deployment_state{${inCluster}})`,
      },
      { title: "Calls", unit: "reqps", expr: rateOf("total_requests") },
      {
        title: "Failed",
        unit: "percentunit",
        decimals: 1,
        thresholds: highIsBad({ yellow: limits.failedRequests.value, red: litellmLimits.deploymentFailures.value }),
        expr: `${rateOf("failure_responses")} / ${rateOf("total_requests")}`,
      },
      {
        title: "Set aside in an hour",
        unit: "locale",
        decimals: 0,
        expr: `sum by (${deployment}) (increase(litellm_deployment_cooled_down_total{${inCluster}}[1h]))`,
      },
    ],
  });

const underWay = () =>
  timeseries({
    id: 29,
    title: "Requests under way",
    description: `Requests that the gateway has taken and not answered, by pod.\n\n**Good:** about as many as requests a second times their seconds. **Otherwise:** it climbs while *Request rate* falls: a model hangs, LitellmRequestsHanging fires from ${inWords(litellmLimits.hangingRequests)} on of which none ends.`,
    unit: "locale",
    series: "lines",
    decimals: 0,
    queries: [{ expr: `sum by (pod) (litellm_in_flight_requests{${inCluster}})`, legend: "{{pod}}" }],
  });

const budgets = () =>
  timeseries({
    id: 33,
    title: "Error budgets",
    description:
      "What is left of the errors and slow answers that the objectives allow in 30 days, as the gateway counts them.\n\n**Good:** it falls slower than the days go by. **Otherwise:** below zero the promise is broken: LlmAvailabilityFastBurn and LlmLatencySlowBurn say so before.",
    unit: "percentunit",
    series: "lines",
    min: -1,
    max: 1,
    thresholds: lowIsBad({ yellow: 0, green: 0.25 }),
    // A budget that is overdrawn many times would leave no room for the others.
    queries: [
      { expr: `clamp_min(slo:error_budget_remaining:ratio{${inCluster}, slo=~"llm-.+"}, -1)`, legend: "{{slo}}" },
    ],
  });

const firstTokens = () =>
  timeseries({
    id: 30,
    title: "P95 time to first token",
    description: `Of 100 streams 95 begin sooner, by the model that was asked for.\n\n**Good:** under ${inWords(limits.timeToFirstToken)}. **Otherwise:** prompts wait in the queue of the model's server, or are very long.`,
    unit: "s",
    series: "lines",
    thresholds: highIsBad({ yellow: 1, red: limits.timeToFirstToken.value }),
    queries: [
      {
        expr: `histogram_quantile(0.95, sum by (requested_model, le) (rate(litellm_llm_api_time_to_first_token_metric_bucket{${inCluster}}[$interval])))`,
        legend: "{{requested_model}}",
      },
    ],
  });

const tokens = () =>
  timeseries({
    id: 31,
    title: "Tokens",
    description:
      "Tokens of prompts and answers per second.\n\n**Good:** they follow the requests. **Otherwise:** prompts that grow and grow: chats whose whole history is sent each time.",
    unit: "si:tok/s",
    series: "lines",
    queries: [
      { expr: `sum(rate(litellm_input_tokens_metric_total{${inCluster}}[$interval]))`, legend: "prompts" },
      { expr: `sum(rate(litellm_output_tokens_metric_total{${inCluster}}[$interval]))`, legend: "answers" },
    ],
  });

const spend = () =>
  timeseries({
    id: 32,
    title: "Cost per hour",
    description:
      "What requests cost by LiteLLM's price list, in US dollars an hour, by team and the beginning of the key's hash.\n\n**Good:** within what was agreed. **Otherwise:** one key far above the others: look at its requests, or give it a budget. Models of one's own cost nothing here.",
    unit: "currencyUSD",
    series: "stacked",
    queries: [
      {
        expr: `3600 * sum by (team_alias, key) (label_replace(rate(litellm_spend_metric_total{${inCluster}}[$interval]), "key", "$1", "hashed_api_key", "(.{1,8}).*"))`,
        legend: "{{team_alias}} {{key}}",
      },
    ],
  });
