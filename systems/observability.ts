import { observabilityOverview } from "../dashboards/observability/overview.ts";
import { kubernetesCatalogue } from "../mixins/kubernetes/metrics.ts";
import { nodeCatalogue } from "../mixins/node/metrics.ts";
import { alertmanagerCatalogue } from "../mixins/observability/alertmanager-metrics.ts";
import { observability as mixin } from "../mixins/observability/mixin.ts";
import { prometheusCatalogue } from "../mixins/observability/prometheus-metrics.ts";
import { type System, scrapedAlready } from "./system.ts";

/** The servers here watching themselves, and the cluster they run on: always observed. */
export const observability: System = {
  mixin,
  catalogues: [kubernetesCatalogue, nodeCatalogue, prometheusCatalogue, alertmanagerCatalogue],
  dashboards: [observabilityOverview],
  observe: () => scrapedAlready,
};
