/** The alerts on the Kubernetes API: without it nothing is scheduled, moved or scaled, and what runs goes on. */
import { inWords } from "../../limit.ts";
import type { AlertingRule } from "../../mixin.ts";
import { CERTIFICATE_BUCKET, LATENCY_BUCKET } from "../api-server.ts";
import { kubernetesLimits as limits } from "../limits.ts";
import { DASHBOARD } from "./dashboard.ts";

/** Requests for one object; what watches, or goes on for as long as a person looks, has no latency. */
const SINGLE = 'scope="resource", verb!~"WATCH|CONNECT"';

/** What pages. */
export const apiPages: readonly AlertingRule[] = [
  {
    // Discovery keeps the last addresses while it cannot ask.
    alert: "KubeApiDown",
    expr: 'max by (cluster) (up{job="kube-apiserver"}) == 0',
    for: "25s",
    severity: "critical",
    detectWithin: "1m",
    summary: "The Kubernetes API of cluster {{ $labels.cluster }} does not answer.",
    description:
      "None of the API servers of {{ $labels.cluster }} has answered a scrape for 25 s: nothing is scheduled, moved, scaled or rolled out.",
    dashboard: DASHBOARD,
  },
];

/** What is for the working day. */
export const apiAlerts: readonly AlertingRule[] = [
  {
    alert: "KubeApiErrors",
    expr: `
sum by (cluster) (rate(apiserver_request_total{code=~"5.."}[5m]))
  / sum by (cluster) (rate(apiserver_request_total[5m]))
  > ${limits.apiErrors.value}`,
    for: "5m",
    severity: "warning",
    detectWithin: "8m",
    summary: "The Kubernetes API of cluster {{ $labels.cluster }} fails requests.",
    description: `{{ $value | humanizePercentage }} of the requests to the API of {{ $labels.cluster }} have failed for 5 minutes (threshold: ${inWords(limits.apiErrors)}).`,
    dashboard: DASHBOARD,
  },
  {
    alert: "KubeApiSlow",
    expr: `
1 - sum by (cluster) (rate(apiserver_request_sli_duration_seconds_bucket{${SINGLE}, le=~"${LATENCY_BUCKET}(?:[.]0)?"}[5m]))
  / sum by (cluster) (rate(apiserver_request_sli_duration_seconds_count{${SINGLE}}[5m]))
  > ${limits.slowApiRequests.value}`,
    for: "15m",
    severity: "warning",
    detectWithin: "17m",
    summary: "The Kubernetes API of cluster {{ $labels.cluster }} is slow.",
    description: `{{ $value | humanizePercentage }} of the requests for single objects have taken over ${LATENCY_BUCKET} s for 15 minutes (threshold: ${inWords(limits.slowApiRequests)}). Scheduling and scaling lag behind.`,
    dashboard: DASHBOARD,
  },
  {
    alert: "KubeAggregatedApiDown",
    expr: `
max by (cluster, name) (avg_over_time(aggregator_unavailable_apiservice[10m])) > ${limits.aggregatedApiAway.value}`,
    for: "5m",
    severity: "warning",
    detectWithin: "7m",
    summary: "The aggregated API {{ $labels.name }} of cluster {{ $labels.cluster }} is away.",
    description: `{{ $labels.name }} was not available for {{ $value | humanizePercentage }} of the last 10 minutes (threshold: ${inWords(limits.aggregatedApiAway)}). Autoscalers that go by it stand still, and namespaces cannot be deleted.`,
    dashboard: DASHBOARD,
  },
  {
    alert: "KubeClientCertificateExpiring",
    expr: `
sum by (cluster) (
  increase(apiserver_client_certificate_expiration_seconds_bucket{le=~"${CERTIFICATE_BUCKET}(?:[.]0)?"}[15m])
) > 0`,
    for: "15m",
    severity: "warning",
    detectWithin: "32m",
    summary: "A client of the Kubernetes API of cluster {{ $labels.cluster }} has a certificate that expires.",
    description:
      '{{ $value | printf "%.0f" }} requests in 15 minutes came with a certificate that is valid for less than 7 days. Who sends them is shut out then.',
    dashboard: DASHBOARD,
  },
];
