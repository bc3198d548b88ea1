import type { Dashboard } from "../dashboard.ts";
import { dashboard } from "../kit/dashboard.ts";
import { alertmanagerBand } from "./overview/alertmanager.ts";
import { containerBands } from "./overview/containers.ts";
import { glanceBand } from "./overview/glance.ts";
import { nodesBand } from "./overview/nodes.ts";
import { prometheusHealthBand } from "./overview/prometheus-health.ts";
import { prometheusLoadBands } from "./overview/prometheus-load.ts";
import { scrapingBand } from "./overview/scraping.ts";
import { observabilityVariables } from "./variables.ts";

const uid = "stack-overview";
const title = "Observability stack overview";

/** Whether an alert would fire and reach somebody, and if not, which link of the chain is broken. */
export const observabilityOverview: Dashboard = {
  system: "observability",
  folder: "Observability stack",
  uid,
  title,
  source: "dashboards/observability/overview.ts",
  build: () =>
    dashboard({
      uid,
      title,
      description:
        "Whether the alerting pipeline is sound, for whoever is on call: the chain from scrape to notification on top, then Prometheus, Alertmanager, the targets, and the nodes and containers under them.",
      system: "observability",
      variables: observabilityVariables(),
      bands: [
        glanceBand(),
        prometheusHealthBand(),
        ...prometheusLoadBands(),
        alertmanagerBand(),
        scrapingBand(),
        nodesBand(),
        ...containerBands(),
      ],
    }),
};
