import type { Dashboard } from "../dashboard.ts";
import { dashboard } from "../kit/dashboard.ts";
import { dataSourceVariable } from "../kit/variables.ts";
import { costGlance } from "./cost/glance.ts";
import { resourcesBands } from "./cost/resources.ts";
import { seriesBands } from "./cost/series.ts";
import { clusterVariable } from "./variables.ts";

/** What watching costs: series, processors, memory and disks. */
export const observabilityCost: Dashboard = dashboard({
  source: import.meta.url,
  system: "observability",
  folder: "Observability stack",
  uid: "observability-cost",
  title: "Cost of observability",
  description:
    "What watching costs, for whoever pays for it: how many series there are and who brings them, and the processors, memory and disks of the servers that keep them.",
  opensWith: "7d",
  variables: [dataSourceVariable(), clusterVariable()],
  bands: () => [costGlance(), ...seriesBands(), ...resourcesBands()],
});
