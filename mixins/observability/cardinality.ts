/**
 * How many series the servers here bring of themselves. Prometheus and Alertmanager as they were scraped at work with `prod`'s
 * files (1,227 series with 13 jobs and 14 groups of rules; 619 in a cluster of three); Grafana, which cannot be built here, as
 * large as the larger of them and twice that, for the histograms of its HTTP server and data sources.
 */

import type { ClusterSizes } from "../cardinality/cluster-sizes.ts";
import { type Families, jobOfFamilies } from "../cardinality/families.ts";
import type { JobSeries } from "../cardinality/series-count.ts";

const ofPrometheus: Families<ClusterSizes> = {
  "prometheus_* of the server": ({ prometheusReplicas }) => prometheusReplicas * 676,
  "prometheus_* of jobs": ({ prometheusReplicas, scrapeJobs }) => prometheusReplicas * scrapeJobs * 27,
  "prometheus_* of rule groups": ({ prometheusReplicas, ruleGroups }) => prometheusReplicas * ruleGroups * 11,
  "prometheus_* of Alertmanagers": ({ prometheusReplicas, alertmanagerReplicas }) =>
    prometheusReplicas * alertmanagerReplicas * 16,
};

/** What Prometheus, Alertmanager and Grafana bring of themselves. */
export function serverSeries(sizes: ClusterSizes): readonly JobSeries[] {
  const { prometheusReplicas, alertmanagerReplicas } = sizes;
  const ofAlertmanager = { "alertmanager_*": () => alertmanagerReplicas * 619 };
  return [
    jobOfFamilies("prometheus", prometheusReplicas, 12, ofPrometheus, sizes),
    jobOfFamilies("alertmanager", alertmanagerReplicas, 12, ofAlertmanager, sizes),
    jobOfFamilies("grafana", 1, 16, { "grafana_*": () => 2500 }, sizes),
  ];
}
