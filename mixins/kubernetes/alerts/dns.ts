/** The alerts on the cluster's DNS (CoreDNS): every call begins with a name. */
import { inWords } from "../../limit.ts";
import type { AlertingRule } from "../../mixin.ts";
import { kubernetesLimits as limits } from "../limits.ts";
import { DASHBOARD } from "./dashboard.ts";

/** What pages. */
export const dnsPages: readonly AlertingRule[] = [
  {
    alert: "KubeDnsDown",
    expr: 'max by (cluster) (up{job="coredns"}) == 0',
    for: "25s",
    severity: "critical",
    detectWithin: "1m",
    summary: "No DNS server of cluster {{ $labels.cluster }} answers.",
    description:
      "No CoreDNS pod of {{ $labels.cluster }} has answered a scrape for 25 s. Names are not resolved, so nothing new connects to anything.",
    dashboard: DASHBOARD,
  },
  {
    alert: "KubeDnsErrors",
    expr: `
sum by (cluster) (rate(coredns_dns_responses_total{rcode="SERVFAIL"}[5m]))
  / sum by (cluster) (rate(coredns_dns_responses_total[5m]))
  > ${limits.dnsErrors.value}`,
    for: "5m",
    severity: "critical",
    detectWithin: "6m",
    slowBecause: "Resolvers ask again, and a single name outside that fails is asked for many times within a minute.",
    summary: "The DNS of cluster {{ $labels.cluster }} fails to answer.",
    description: `{{ $value | humanizePercentage }} of the answers of {{ $labels.cluster }}'s DNS have been SERVFAIL for 5 minutes (threshold: ${inWords(limits.dnsErrors)}).`,
    dashboard: DASHBOARD,
  },
];

/** What is for the working day. */
export const dnsAlerts: readonly AlertingRule[] = [
  {
    alert: "KubeDnsSlow",
    expr: `
histogram_quantile(0.99, sum by (cluster, le) (rate(coredns_dns_request_duration_seconds_bucket[5m]))) > ${limits.dnsLatency.value}`,
    for: "10m",
    severity: "warning",
    detectWithin: "13m",
    summary: "The DNS of cluster {{ $labels.cluster }} is slow.",
    description: `The 99th percentile of {{ $labels.cluster }}'s DNS has been {{ $value | humanizeDuration }} for 10 minutes (threshold: ${inWords(limits.dnsLatency)}).`,
    dashboard: DASHBOARD,
  },
];
