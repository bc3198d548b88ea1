import { observabilityOverview } from "../dashboards/observability/overview.ts";
import { kubernetesSeries } from "../mixins/kubernetes/cardinality.ts";
import { kubeStateMetricsCatalogue } from "../mixins/kubernetes/kube-state-metrics.ts";
import { cadvisorCatalogue, kubeletCatalogue } from "../mixins/kubernetes/kubelet.ts";
import { nodeSeries } from "../mixins/node/cardinality.ts";
import { nodeCatalogue } from "../mixins/node/metrics.ts";
import { alertmanagerCatalogue } from "../mixins/observability/alertmanager-metrics.ts";
import { serverSeries } from "../mixins/observability/cardinality.ts";
import { grafanaCatalogue } from "../mixins/observability/grafana-metrics.ts";
import { observabilityLogs } from "../mixins/observability/logs.ts";
import { observability as mixin } from "../mixins/observability/mixin.ts";
import { prometheusCatalogue } from "../mixins/observability/prometheus-metrics.ts";
import { clusterSizes } from "./cluster-sizes.ts";
import { type System, scrapedAlready } from "./system.ts";

/** The servers here watching themselves, and the cluster they run on: always observed. */
export const observability: System = {
  mixin,
  catalogues: [
    kubeStateMetricsCatalogue,
    kubeletCatalogue,
    cadvisorCatalogue,
    nodeCatalogue,
    prometheusCatalogue,
    alertmanagerCatalogue,
    grafanaCatalogue,
  ],
  logs: observabilityLogs,
  dashboards: [observabilityOverview],
  observe: () => scrapedAlready,
  series: (settings, watching) => {
    const sizes = clusterSizes(settings, watching);
    return { jobs: [...kubernetesSeries(sizes), ...nodeSeries(sizes), ...serverSeries(sizes)], values: {} };
  },
};
