/**
 * Alerts on ComputeDomains. While one begins, its daemons are not ready and claims on it fail and are tried again, for as long as images
 * are pulled and daemons find each other: a daemon has 20 minutes for it (the `startupProbe` of its pod). So what is judged goes on for longer.
 */
import type { AlertingRule, RuleGroup } from "../mixin.ts";

const DASHBOARD = "compute-domains";

const notReady: AlertingRule = {
  alert: "GpuDomainsNotReady",
  // Two controllers tell of the same domains while one takes the other's place.
  expr: `max by (cluster) (nvidia_dra_compute_domain_info{status="NotReady"}) > 0`,
  for: "30m",
  severity: "warning",
  detectWithin: "33m",
  summary: "ComputeDomains in cluster {{ $labels.cluster }} are not ready.",
  description:
    "For 30 minutes {{ $value | humanize }} of the ComputeDomains have not been ready: a daemon on one of their nodes does not run, or fewer nodes have joined than numNodes asks for. Their pods do not see each other's memory, and mostly wait.",
  dashboard: DASHBOARD,
};

const claimsFailing: AlertingRule = {
  alert: "GpuDomainClaimsFailing",
  expr: `sum by (cluster, instance) (increase(nvidia_dra_node_prepare_errors_total[10m])) > 0`,
  for: "20m",
  severity: "warning",
  detectWithin: "23m",
  summary: "Pods on node {{ $labels.instance }} in cluster {{ $labels.cluster }} cannot join their ComputeDomain.",
  description:
    "For 20 minutes {{ $labels.instance }} has failed to prepare what pods claim of a ComputeDomain ({{ $value | humanize }} times within 10 minutes). They stay in ContainerCreating, and a job over several nodes waits for them.",
  dashboard: DASHBOARD,
};

/** The alerting rules on ComputeDomains. */
export const computeDomainsAlerts: readonly RuleGroup<AlertingRule>[] = [
  { name: "compute-domains.claims", interval: "1m", rules: [notReady, claimsFailing] },
];
