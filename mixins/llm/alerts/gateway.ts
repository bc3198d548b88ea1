import { inWords } from "../../limit.ts";
import type { AlertingRule } from "../../mixin.ts";
import { llmLimits as limits } from "../limits.ts";

const DASHBOARD = "llm-request-tracing";
const DEPLOYMENT = "cluster, litellm_model_name, api_base, api_provider";

/**
 * What a caller did wrong is counted among a deployment's failures: a prompt that is too long, a tool that is not there. What is not the
 * caller's fault is a time-out (408), a limit (429), a key of the gateway's own (401, 403), and what the server says of itself.
 */
const OF_SERVER = 'exception_status!~"400|404|405|409|413|415|422"';

/** Alerts on what LiteLLM tells by its own metrics: models' servers that fail, and requests that never end. */
export const gatewayAlerts: readonly AlertingRule[] = [
  {
    // A model that hangs makes no span until the request is given up, after ten minutes by default.
    alert: "LlmRequestsHanging",
    expr: `
sum by (cluster) (min_over_time(litellm_in_flight_requests[5m])) >= ${limits.hangingRequests.value}
unless on (cluster)
sum by (cluster) (rate(litellm_proxy_total_requests_metric_total[5m])) > 0`,
    for: "1m",
    severity: "warning",
    detectWithin: "8m",
    summary: "No request to the gateway in cluster {{ $labels.cluster }} ends.",
    description: `At least {{ $value }} requests have been under way for 5 minutes and none has ended (threshold: ${inWords(limits.hangingRequests)}): the models' servers take requests and do not answer.`,
    dashboard: DASHBOARD,
  },
  {
    alert: "LlmDeploymentDown",
    // The state changes when a call ends and at no other time: of a server that nobody asks any more it says nothing.
    expr: `
max by (${DEPLOYMENT}) (litellm_deployment_state) >= 2
and on (${DEPLOYMENT})
sum by (${DEPLOYMENT}) (increase(litellm_deployment_failure_responses_total{${OF_SERVER}}[30m])) > 0`,
    for: "2m",
    keepFiringFor: "5m",
    severity: "warning",
    detectWithin: "4m",
    summary:
      "Server {{ $labels.api_base }} does not serve {{ $labels.litellm_model_name }} in cluster {{ $labels.cluster }}.",
    description:
      "The gateway holds the server {{ $labels.api_base }} of {{ $labels.litellm_model_name }} for out of order (state {{ $value }}), where calls failed in the last half hour, and asks others of the model, if there are any.",
    dashboard: DASHBOARD,
  },
  {
    alert: "LlmDeploymentFailing",
    expr: `
sum by (${DEPLOYMENT}) (rate(litellm_deployment_failure_responses_total{${OF_SERVER}}[5m]))
  / on (${DEPLOYMENT})
  sum by (${DEPLOYMENT}) (rate(litellm_deployment_total_requests_total[5m]))
  > ${limits.deploymentFailures.value}
and on (${DEPLOYMENT})
sum by (${DEPLOYMENT}) (increase(litellm_deployment_failure_responses_total{${OF_SERVER}}[5m])) >= ${limits.failuresThatCount.value}`,
    for: "5m",
    keepFiringFor: "5m",
    severity: "warning",
    detectWithin: "12m",
    summary:
      "Server {{ $labels.api_base }} fails calls of {{ $labels.litellm_model_name }} in cluster {{ $labels.cluster }}.",
    description: `{{ $value | humanizePercentage }} of the gateway's calls of {{ $labels.litellm_model_name }} at {{ $labels.api_base }} (provider {{ $labels.api_provider }}) failed over the last 5 minutes (threshold: ${inWords(limits.deploymentFailures)}).`,
    dashboard: DASHBOARD,
  },
];
