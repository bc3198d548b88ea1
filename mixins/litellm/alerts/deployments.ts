import { inWords } from "../../limit.ts";
import type { AlertingRule } from "../../mixin.ts";
import { litellmLimits as limits } from "../limits.ts";
import { BY, DASHBOARD, OF_SERVER, WHERE } from "./words.ts";

const DEPLOYMENT = `${BY}, litellm_model_name, api_base, api_provider`;
const FALLBACK = `${BY}, requested_model, fallback_model`;

const failedFallbacks = `sum by (${FALLBACK}) (increase(litellm_deployment_failed_fallbacks_total{${OF_SERVER}}[10m]))`;

/** Alerts on what a gateway asks: servers of models, and models that stand in for others. */
export const deploymentAlerts: readonly AlertingRule[] = [
  {
    alert: "LitellmDeploymentDown",
    // The state changes when a call ends and at no other time: of a server that nobody asks any more it says nothing.
    expr: `
max by (${DEPLOYMENT}) (litellm_deployment_state) >= 2
and on (${DEPLOYMENT})
sum by (${DEPLOYMENT}) (increase(litellm_deployment_failure_responses_total{${OF_SERVER}}[30m])) > 0`,
    for: "2m",
    keepFiringFor: "5m",
    severity: "warning",
    detectWithin: "4m",
    summary: `Server {{ $labels.api_base }} does not serve {{ $labels.litellm_model_name }} to ${WHERE}.`,
    description:
      "The gateway holds the server {{ $labels.api_base }} of {{ $labels.litellm_model_name }} for out of order (state {{ $value }}), where calls failed in the last half hour, and asks others of the model, if there are any.",
    ...DASHBOARD,
  },
  {
    alert: "LitellmDeploymentFailing",
    expr: `
sum by (${DEPLOYMENT}) (rate(litellm_deployment_failure_responses_total{${OF_SERVER}}[5m]))
  / on (${DEPLOYMENT})
  sum by (${DEPLOYMENT}) (rate(litellm_deployment_total_requests_total[5m]))
  > ${limits.deploymentFailures.value}
and on (${DEPLOYMENT})
sum by (${DEPLOYMENT}) (increase(litellm_deployment_failure_responses_total{${OF_SERVER}}[5m])) >= ${limits.failures.value}`,
    for: "5m",
    keepFiringFor: "5m",
    severity: "warning",
    detectWithin: "12m",
    summary: `Server {{ $labels.api_base }} fails calls of {{ $labels.litellm_model_name }} by ${WHERE}.`,
    description: `{{ $value | humanizePercentage }} of the gateway's calls of {{ $labels.litellm_model_name }} at {{ $labels.api_base }} (provider {{ $labels.api_provider }}) failed over the last 5 minutes (threshold: ${inWords(limits.deploymentFailures)}).`,
    ...DASHBOARD,
  },
  {
    // Without a fallback that succeeded there is no series of those: then all have failed.
    alert: "LitellmFallbacksFailing",
    expr: `
${failedFallbacks}
  / on (${FALLBACK})
  (
    sum by (${FALLBACK}) (increase(litellm_deployment_failed_fallbacks_total[10m]))
    + on (${FALLBACK})
    (
      sum by (${FALLBACK}) (increase(litellm_deployment_successful_fallbacks_total[10m]))
      or on (${FALLBACK})
      0 * sum by (${FALLBACK}) (increase(litellm_deployment_failed_fallbacks_total[10m]))
    )
  )
  > ${limits.fallbackFailures.value}
and on (${FALLBACK})
${failedFallbacks} >= ${limits.failures.value}`,
    for: "2m",
    keepFiringFor: "5m",
    severity: "warning",
    detectWithin: "14m",
    summary: `Model {{ $labels.fallback_model }} does not stand in for {{ $labels.requested_model }} at ${WHERE}.`,
    description: `{{ $value | humanizePercentage }} of the fallbacks from {{ $labels.requested_model }} to {{ $labels.fallback_model }} failed over the last 10 minutes (threshold: ${inWords(limits.fallbackFailures)}): their callers got the error.`,
    ...DASHBOARD,
  },
];
