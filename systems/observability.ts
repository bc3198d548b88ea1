import { observabilityOverview } from "../dashboards/observability/overview.ts";
import { kubeStateMetricsCatalogue } from "../mixins/kubernetes/kube-state-metrics.ts";
import { cadvisorCatalogue, kubeletCatalogue } from "../mixins/kubernetes/kubelet.ts";
import { nodeCatalogue } from "../mixins/node/metrics.ts";
import { alertmanagerCatalogue } from "../mixins/observability/alertmanager-metrics.ts";
import { grafanaCatalogue } from "../mixins/observability/grafana-metrics.ts";
import { observability as mixin } from "../mixins/observability/mixin.ts";
import { prometheusCatalogue } from "../mixins/observability/prometheus-metrics.ts";
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
  dashboards: [observabilityOverview],
  observe: () => scrapedAlready,
};
