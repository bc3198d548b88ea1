import type { Dashboard } from "../dashboard.ts";
import { dashboard } from "../kit/dashboard.ts";
import { storeBands } from "./overview/store.ts";
import { trafficBands } from "./overview/traffic.ts";
import { lokiVariables } from "./variables.ts";

/** Whether lines get in and queries are answered, and what becomes of lines then. */
export const lokiOverview: Dashboard = dashboard({
  source: import.meta.url,
  system: "loki",
  folder: "Observability stack",
  uid: "loki-overview",
  title: "Loki overview",
  description:
    "Loki's own state, for whoever is on call: what comes in and what is asked on top, then the replicas, the store and the retention.",
  variables: lokiVariables(),
  bands: () => [...trafficBands(), ...storeBands()],
});
