import { inWords } from "../../mixins/limit.ts";
import { litellmLimits as limits } from "../../mixins/litellm/limits.ts";
import type { Band } from "../kit/layout.ts";
import { table } from "../kit/panels/table.ts";
import { timeseries } from "../kit/panels/timeseries.ts";
import { highIsBad } from "../kit/thresholds.ts";
import { chosen } from "../preset/variables.ts";
import { BY, LEGEND } from "./selector.ts";

/** What the gateways ask: servers of models, and models that stand in for others. */
export function deploymentBands(): Band[] {
  return [
    { title: "Servers of models", height: 8, panels: [deployments()] },
    { height: 8, panels: [failures(), fallbacks()] },
  ];
}

const DEPLOYMENT = "application, litellm_model_name, api_base, api_provider";
const rateOf = (name: string) => `sum by (${DEPLOYMENT}) (rate(litellm_deployment_${name}_total{${chosen}}[5m]))`;

const deployments = () =>
  table({
    id: 11,
    title: "Deployments",
    description: `Each server of each model as the gateway knows it: 0 answers, 1 answers in part, 2 does not answer. The state changes when a call ends, and at no other time.\n\n**Good:** 0. **Otherwise:** LitellmDeploymentDown, LitellmDeploymentFailing above ${inWords(limits.deploymentFailures)}: others of the same model are asked, if there are any.`,
    labels: [
      { label: "application", title: "Gateway", width: 130 },
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
        expr: `max by (${DEPLOYMENT}) (litellm_deployment_state{${chosen}})`,
      },
      { title: "Calls", unit: "reqps", expr: rateOf("total_requests") },
      {
        title: "Failed",
        unit: "percentunit",
        decimals: 1,
        thresholds: highIsBad({ yellow: limits.failedShare.value, red: limits.deploymentFailures.value }),
        expr: `${rateOf("failure_responses")} / (${rateOf("total_requests")} > 0)`,
      },
      {
        title: "Set aside in an hour",
        unit: "locale",
        decimals: 0,
        expr: `sum by (${DEPLOYMENT}) (increase(litellm_deployment_cooled_down_total{${chosen}}[1h]))`,
      },
    ],
  });

const failures = () =>
  timeseries({
    id: 12,
    title: "Failed calls by reason",
    description:
      "Calls of models' servers per second that failed, by address and exception; each try counts.\n\n**Good:** few. **Otherwise:** `RateLimitError`: a provider's limit; `AuthenticationError`: a key of the gateway's; `APIConnectionError`, `Timeout`: the server or the way to it; `BadRequestError`: what callers send.",
    unit: "reqps",
    series: "stacked",
    queries: [
      {
        expr: `sum by (${BY}, api_base, exception_class) (rate(litellm_deployment_failure_responses_total{${chosen}}[5m]))`,
        legend: `{{api_base}} {{exception_class}}`,
      },
    ],
  });

const fallback = (ended: "successful" | "failed") =>
  `sum by (${BY}, requested_model, fallback_model) (rate(litellm_deployment_${ended}_fallbacks_total{${chosen}}[5m]))`;

const fallbacks = () =>
  timeseries({
    id: 13,
    title: "Fallbacks",
    description: `Requests per second for which another model was asked, and how that ended.\n\n**Good:** none. **Otherwise:** some that stand in are what they are for, at another price; above ${inWords(limits.fallbackFailures)} that fail LitellmFallbacksFailing fires.`,
    unit: "reqps",
    series: "stacked",
    queries: [
      { expr: fallback("successful"), legend: `${LEGEND} {{requested_model}} → {{fallback_model}} answered` },
      { expr: fallback("failed"), legend: `${LEGEND} {{requested_model}} → {{fallback_model}} failed` },
    ],
  });
