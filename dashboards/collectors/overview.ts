import type { Dashboard } from "../dashboard.ts";
import { dashboard } from "../kit/dashboard.ts";
import { flowBands } from "./overview/flow.ts";
import { processBand } from "./overview/process.ts";
import { collectorVariables } from "./variables.ts";

/** Whether logs and spans get through the collectors, and what these need for it. */
export const collectorsOverview: Dashboard = dashboard({
  source: import.meta.url,
  system: "collectors",
  folder: "Observability stack",
  uid: "collectors-overview",
  title: "Collectors overview",
  description:
    "The OpenTelemetry Collectors, for whoever is on call: what comes in, waits, goes out and is dropped, then what the processes need.",
  variables: collectorVariables(),
  bands: () => [...flowBands(), processBand()],
});
