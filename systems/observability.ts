import { observabilityCost } from "../dashboards/observability/cost.ts";
import { sloOverview } from "../dashboards/observability/objectives.ts";
import { onCall } from "../dashboards/observability/on-call.ts";
import { observabilityOverview } from "../dashboards/observability/overview.ts";
import { alertmanagerCatalogue } from "../mixins/observability/alertmanager-metrics.ts";
import { serverSeries } from "../mixins/observability/cardinality.ts";
import { grafanaCatalogue } from "../mixins/observability/grafana-metrics.ts";
import { observabilityLogs } from "../mixins/observability/logs.ts";
import { observability as mixin } from "../mixins/observability/mixin.ts";
import { prometheusCatalogue } from "../mixins/observability/prometheus-metrics.ts";
import { clusterSizes } from "./cluster-sizes.ts";
import { type System, scrapedAlready } from "./system.ts";

/** The servers here watching themselves: always observed. */
export const observability: System = {
  mixin,
  catalogues: [prometheusCatalogue, alertmanagerCatalogue, grafanaCatalogue],
  logs: observabilityLogs,
  dashboards: [observabilityOverview, onCall, sloOverview, observabilityCost],
  observe: () => scrapedAlready,
  series: (settings, watching) => ({ jobs: serverSeries(clusterSizes(settings, watching)), values: {} }),
};
