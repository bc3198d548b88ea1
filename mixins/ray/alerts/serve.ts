/** The alerts on Ray Serve, by its application, or by deployment, of which an application has several. */
import { inWords } from "../../limit.ts";
import type { AlertingRule } from "../../mixin.ts";
import { SERVE_APPLICATION } from "../catalogue.ts";
import { rayLimits as limits } from "../limits.ts";

const OF_APPLICATION = `cluster, application, ${SERVE_APPLICATION}`;
const OF_DEPLOYMENT = `${OF_APPLICATION}, deployment`;
const DASHBOARD = { dashboard: "ray", dashboardVariables: { application: "application" } } as const;
const WHERE = "{{ $labels.application }} in cluster {{ $labels.cluster }}";
const APPLICATION = `{{ $labels.${SERVE_APPLICATION} }}`;
const DEPLOYMENT = `{{ $labels.deployment }} of ${APPLICATION}`;

/** Its failure to deploy, or health checks that its replicas do not pass: 1 and 2 of Serve's statuses. 0 is none. */
const UNHEALTHY = `max by (${OF_DEPLOYMENT}) (ray_serve_deployment_status > 0) <= 2`;

/** What has a route; Serve's own, such as health checks, belongs to no application. */
const REQUESTS = `ray_serve_num_http_requests_total{${SERVE_APPLICATION}!=""}`;
const FAILED = `ray_serve_num_http_requests_total{${SERVE_APPLICATION}!="", status_code=~"5.."}`;

/** The alerting rules on what a Ray cluster serves. */
export const serveAlerts: readonly AlertingRule[] = [
  {
    alert: "RayServeDeploymentDown",
    expr: `
${UNHEALTHY}
unless on (${OF_DEPLOYMENT})
sum by (${OF_DEPLOYMENT}) (ray_serve_deployment_replica_healthy) > 0`,
    for: "15s",
    keepFiringFor: "2m",
    severity: "critical",
    detectWithin: "1m",
    summary: `No replica of ${DEPLOYMENT} answers at ${WHERE}.`,
    description: `Ray Serve calls ${DEPLOYMENT} unhealthy or could not deploy it, and none of its replicas is healthy: requests for ${APPLICATION} fail.`,
    ...DASHBOARD,
  },
  {
    alert: "RayServeDeploymentUnhealthy",
    expr: UNHEALTHY,
    for: "2m",
    keepFiringFor: "5m",
    severity: "warning",
    detectWithin: "4m",
    summary: `Deployment ${DEPLOYMENT} is unhealthy at ${WHERE}.`,
    description: `Replicas of ${DEPLOYMENT} crash, do not pass their health checks, or could not be deployed, for 2 minutes.`,
    ...DASHBOARD,
  },
  {
    // Updating and upscaling: 3 and 4 of Serve's statuses.
    alert: "RayServeReplicasMissing",
    expr: `(max by (${OF_DEPLOYMENT}) (ray_serve_deployment_status) >= 3) <= 4`,
    for: "20m",
    severity: "warning",
    detectWithin: "22m",
    summary: `Deployment ${DEPLOYMENT} does not get its replicas at ${WHERE}.`,
    description: `${DEPLOYMENT} has been updating or growing for 20 minutes: its new replicas find no node with the resources that they ask for, or do not start.`,
    ...DASHBOARD,
  },
  {
    alert: "RayServeRequestsFailing",
    expr: `
sum by (${OF_APPLICATION}) (increase(${FAILED}[5m]))
  / sum by (${OF_APPLICATION}) (increase(${REQUESTS}[5m]))
  > ${limits.failedShare.value}
and on (${OF_APPLICATION})
sum by (${OF_APPLICATION}) (increase(${FAILED}[5m])) > ${limits.failures.value}`,
    for: "2m",
    keepFiringFor: "5m",
    severity: "warning",
    detectWithin: "9m",
    summary: `Requests for ${APPLICATION} fail at ${WHERE}.`,
    description: `{{ $value | humanizePercentage }} of the requests over HTTP for ${APPLICATION} have failed in 5 minutes (threshold: ${inWords(limits.failedShare)}).`,
    ...DASHBOARD,
  },
  {
    // By Little's law: those in line, by those that are served in a second, is how long one waits.
    alert: "RayServeQueueGrows",
    expr: `
sum by (${OF_DEPLOYMENT}) (min_over_time(ray_serve_deployment_queued_queries[5m])) > ${limits.queuedRequests.value}
and on (${OF_DEPLOYMENT})
sum by (${OF_DEPLOYMENT}) (min_over_time(ray_serve_deployment_queued_queries[5m]))
  / on (${OF_DEPLOYMENT}) sum by (${OF_DEPLOYMENT}) (rate(ray_serve_deployment_request_counter_total[5m]))
  > ${limits.queueTime.value}`,
    for: "2m",
    severity: "warning",
    detectWithin: "9m",
    summary: `Requests pile up for ${DEPLOYMENT} at ${WHERE}.`,
    description: `{{ $value }} requests for ${DEPLOYMENT} or more have waited for a replica for 5 minutes (threshold: ${inWords(limits.queuedRequests)}), each for longer than ${inWords(limits.queueTime)}: more come than its replicas can do.`,
    ...DASHBOARD,
  },
  {
    alert: "RayServeLate",
    expr: `
histogram_quantile(0.95, sum by (${OF_APPLICATION}, le) (rate(ray_serve_http_request_latency_ms_bucket{${SERVE_APPLICATION}!=""}[5m]))) / 1000
  > ${limits.requestDuration.value}
and on (${OF_APPLICATION})
sum by (${OF_APPLICATION}) (rate(${REQUESTS}[5m])) > ${limits.requestRate.value}`,
    for: "5m",
    keepFiringFor: "5m",
    severity: "warning",
    detectWithin: "12m",
    summary: `Answers of ${APPLICATION} are late at ${WHERE}.`,
    description: `Of 100 requests for ${APPLICATION} 95 take up to {{ $value | printf "%.0f" }} s, over the last 5 minutes (threshold: ${inWords(limits.requestDuration)}).`,
    ...DASHBOARD,
  },
];
