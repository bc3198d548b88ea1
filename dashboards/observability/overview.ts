import type { Dashboard } from "../dashboard.ts";
import { dashboard } from "../kit/dashboard.ts";
import { configurationsLoaded } from "./annotations.ts";
import { alertmanagerBands } from "./overview/alertmanager.ts";
import { containerBands } from "./overview/containers.ts";
import { glanceBands } from "./overview/glance.ts";
import { nodesBands } from "./overview/nodes.ts";
import { prometheusHealthBand } from "./overview/prometheus-health.ts";
import { prometheusLoadBands } from "./overview/prometheus-load.ts";
import { scrapingBands } from "./overview/scraping.ts";
import { storesBand } from "./overview/stores.ts";
import { observabilityVariables } from "./variables.ts";

/** Whether an alert would fire and reach somebody, and if not, which link of the chain is broken. */
export const observabilityOverview: Dashboard = dashboard({
  source: import.meta.url,
  system: "observability",
  folder: "Observability stack",
  uid: "stack-overview",
  title: "Observability stack overview",
  description:
    "Whether the alerting pipeline is sound, for whoever is on call: the chain from scrape to notification on top, then Prometheus, Alertmanager, the targets, and the nodes and containers under them.",
  variables: observabilityVariables(),
  annotations: [configurationsLoaded()],
  bands: () => [
    ...glanceBands(),
    prometheusHealthBand(),
    ...prometheusLoadBands(),
    storesBand(),
    ...alertmanagerBands(),
    ...scrapingBands(),
    ...nodesBands(),
    ...containerBands(),
  ],
});
