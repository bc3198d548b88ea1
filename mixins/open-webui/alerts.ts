/**
 * The alerts on Open WebUI. A chat is answered as a task of its own, over a socket: that a model does not answer is no status of any
 * request, so it is told by Open WebUI's calls of the models' servers.
 */
import { inWords } from "../limit.ts";
import type { AlertingRule } from "../mixin.ts";
import { openWebuiLimits as limits } from "./limits.ts";
import { API, CALL_FAILED, FAILED, WAITS } from "./selectors.ts";

const BY = "cluster, application";
const OF_PROCESS = `${BY}, instance`;
const OF_SERVER = `${BY}, server_address, server_port`;
const DASHBOARD = { dashboard: "open-webui", dashboardVariables: { application: "application" } } as const;
const WHERE = "{{ $labels.application }} in cluster {{ $labels.cluster }}";
const SERVER = "{{ $labels.server_address }}:{{ $labels.server_port }}";

/** The share of what failed of what ended, where enough did. */
function failing(
  counter: string,
  { by, of, failed, share }: Record<"by" | "of" | "failed", string> & { share: number },
) {
  const ended = of === "" ? counter : `${counter}{${of}}`;
  const fails = `${counter}{${[of, failed].filter((one) => one !== "").join(", ")}}`;
  return `
sum by (${by}) (rate(${fails}[5m]))
  / on (${by})
  sum by (${by}) (rate(${ended}[5m]))
  > ${share}
and on (${by})
sum by (${by}) (increase(${fails}[5m])) >= ${limits.failures.value}`;
}

/** Every alerting rule on Open WebUI. */
export const openWebuiAlerts: readonly AlertingRule[] = [
  {
    // The kubelet's probes are requests as well: a process that is well answers some in any minute. The agent serves for five minutes what
    // one that is gone had under way; its processor's time stands still.
    alert: "OpenWebuiStalled",
    expr: `
sum by (${OF_PROCESS}) (min_over_time(http_server_active_requests[3m])) > 0
and on (${OF_PROCESS})
sum by (${OF_PROCESS}) (rate(http_server_request_duration_seconds_count[3m])) == 0
and on (${OF_PROCESS})
sum by (${OF_PROCESS}) (rate(process_cpu_time_seconds_total[1m])) > 0`,
    for: "1m",
    severity: "warning",
    detectWithin: "6m",
    summary: `A process of ${WHERE} answers nobody.`,
    description: `{{ $value }} requests or more have been under way in {{ $labels.instance }} for 3 minutes, and not one has ended, no probe either: something holds up all that the process does.`,
    ...DASHBOARD,
  },
  {
    alert: "OpenWebuiRequestsFailing",
    expr: failing("http_server_request_duration_seconds_count", {
      ...{ by: BY, of: API, failed: FAILED, share: limits.failedShare.value },
    }),
    for: "2m",
    keepFiringFor: "5m",
    severity: "warning",
    detectWithin: "9m",
    summary: `Requests fail at ${WHERE}.`,
    description: `{{ $value | humanizePercentage }} of the requests to the API of {{ $labels.application }} were answered with 5xx over the last 5 minutes (threshold: ${inWords(limits.failedShare)}).`,
    ...DASHBOARD,
  },
  {
    alert: "OpenWebuiModelServerFailing",
    expr: failing("http_client_request_duration_seconds_count", {
      ...{ by: OF_SERVER, of: "", failed: CALL_FAILED, share: limits.calls.value },
    }),
    for: "2m",
    keepFiringFor: "5m",
    severity: "warning",
    detectWithin: "9m",
    summary: `Calls of ${SERVER} by ${WHERE} fail.`,
    description: `{{ $value | humanizePercentage }} of the calls of ${SERVER} ended with 5xx or without an answer over the last 5 minutes (threshold: ${inWords(limits.calls)}): chats with its models get none.`,
    ...DASHBOARD,
  },
  {
    alert: "OpenWebuiSlow",
    expr: `
histogram_quantile(0.95, sum by (${BY}, le) (rate(http_server_request_duration_seconds_bucket{${API}, ${WAITS}}[5m]))) > ${limits.pageTime.value}
and on (${BY})
sum by (${BY}) (rate(http_server_request_duration_seconds_count{${API}, ${WAITS}}[5m])) > ${limits.requestRate.value}`,
    for: "5m",
    keepFiringFor: "5m",
    severity: "warning",
    detectWithin: "12m",
    summary: `Pages of ${WHERE} come late.`,
    description: `Of 100 requests that wait for no model 95 take up to {{ $value | printf "%.1f" }} s over the last 5 minutes (threshold: ${inWords(limits.pageTime)}): its database is slow, or its processes have no processor to run on.`,
    ...DASHBOARD,
  },
];
