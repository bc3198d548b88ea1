import { CERTIFICATE_BUCKET, LATENCY_BUCKET } from "../../../mixins/kubernetes/api-server.ts";
import { kubernetesLimits as limits } from "../../../mixins/kubernetes/limits.ts";
import { inWords } from "../../../mixins/limit.ts";
import type { Band } from "../../kit/layout.ts";
import { timeseries } from "../../kit/panels/timeseries.ts";
import { highIsBad } from "../../kit/thresholds.ts";
import { inCluster } from "../selectors.ts";

/** What the cluster's own services answer. */
export function apiBands(): Band[] {
  return [
    { title: "API and DNS", height: 8, panels: [errors(), slow(), aggregated()] },
    { height: 8, panels: [certificates(), dnsErrors(), dnsLatency()] },
  ];
}

const errors = () =>
  timeseries({
    id: 18,
    title: "API errors",
    description: `Share of the API's requests that fail.\n\n**Good:** near 0. **Otherwise:** above the dashed ${inWords(limits.apiErrors)} KubeApiErrors fires: etcd, a webhook that hangs, or a server that starts.`,
    unit: "percentunit",
    series: "lines",
    thresholds: highIsBad({ red: limits.apiErrors.value }),
    queries: [
      {
        expr: `(sum by (cluster) (rate(apiserver_request_total{${inCluster}, code=~"5.."}[$interval])) or 0 * sum by (cluster) (rate(apiserver_request_total{${inCluster}}[$interval]))) / sum by (cluster) (rate(apiserver_request_total{${inCluster}}[$interval]))`,
        legend: "{{cluster}}",
      },
    ],
  });

const SINGLE = `${inCluster}, scope="resource", verb!~"WATCH|CONNECT"`;

const slow = () =>
  timeseries({
    id: 19,
    title: "Slow API requests",
    description: `Share of the requests for single objects that take over ${LATENCY_BUCKET} s.\n\n**Good:** near 0. **Otherwise:** above the dashed ${inWords(limits.slowApiRequests)} KubeApiSlow fires: scheduling and scaling lag behind.`,
    unit: "percentunit",
    series: "lines",
    thresholds: highIsBad({ red: limits.slowApiRequests.value }),
    queries: [
      {
        expr: `1 - sum by (cluster) (rate(apiserver_request_sli_duration_seconds_bucket{${SINGLE}, le=~"${LATENCY_BUCKET}(?:[.]0)?"}[$interval])) / sum by (cluster) (rate(apiserver_request_sli_duration_seconds_count{${SINGLE}}[$interval]))`,
        legend: "{{cluster}}",
      },
    ],
  });

const aggregated = () =>
  timeseries({
    id: 20,
    empty: "None",
    title: "Aggregated APIs away",
    description: `APIs that other servers answer, such as metrics for autoscalers, and that are away.\n\n**Good:** nothing. **Otherwise:** away for ${inWords(limits.aggregatedApiAway)} of ten minutes KubeAggregatedApiDown fires: that server's pods.`,
    unit: "locale",
    series: "lines",
    decimals: 0,
    max: 1,
    queries: [
      {
        expr: `max by (cluster, name) (aggregator_unavailable_apiservice{${inCluster}}) > 0`,
        legend: "{{name}} {{cluster}}",
      },
    ],
  });

const certificates = () =>
  timeseries({
    id: 21,
    title: "Requests with certificates that expire",
    description:
      "Requests per second with a client certificate that is valid for less than 7 days.\n\n**Good:** 0. **Otherwise:** KubeClientCertificateExpiring fires: the audit log has who sends them.",
    unit: "reqps",
    series: "lines",
    queries: [
      {
        expr: `sum by (cluster) (rate(apiserver_client_certificate_expiration_seconds_bucket{${inCluster}, le=~"${CERTIFICATE_BUCKET}(?:[.]0)?"}[$interval]))`,
        legend: "{{cluster}}",
      },
    ],
  });

const dnsErrors = () =>
  timeseries({
    id: 22,
    title: "DNS failures",
    description: `Share of the answers of CoreDNS that are SERVFAIL.\n\n**Good:** near 0. **Otherwise:** above the dashed ${inWords(limits.dnsErrors)} KubeDnsErrors pages: the servers that it forwards to, or the API.`,
    unit: "percentunit",
    series: "lines",
    thresholds: highIsBad({ red: limits.dnsErrors.value }),
    queries: [
      {
        expr: `(sum by (cluster) (rate(coredns_dns_responses_total{${inCluster}, rcode="SERVFAIL"}[$interval])) or 0 * sum by (cluster) (rate(coredns_dns_responses_total{${inCluster}}[$interval]))) / sum by (cluster) (rate(coredns_dns_responses_total{${inCluster}}[$interval]))`,
        legend: "{{cluster}}",
      },
    ],
  });

const dnsLatency = () =>
  timeseries({
    id: 23,
    title: "DNS latency",
    description: `One name in a hundred takes longer than this.\n\n**Good:** milliseconds. **Otherwise:** above the dashed ${inWords(limits.dnsLatency)} KubeDnsSlow fires: too few pods, or slow servers behind.`,
    unit: "s",
    series: "lines",
    thresholds: highIsBad({ red: limits.dnsLatency.value }),
    queries: [
      {
        expr: `histogram_quantile(0.99, sum by (cluster, le) (rate(coredns_dns_request_duration_seconds_bucket{${inCluster}}[$interval])))`,
        legend: "{{cluster}}",
      },
    ],
  });
