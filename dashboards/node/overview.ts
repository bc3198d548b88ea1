import type { Dashboard } from "../dashboard.ts";
import { dashboard } from "../kit/dashboard.ts";
import { diskBands } from "./overview/disks.ts";
import { machineGlance } from "./overview/glance.ts";
import { kernelBands } from "./overview/kernel.ts";
import { loadBand } from "./overview/load.ts";
import { nodeVariables } from "./variables.ts";

/** What the machines under the cluster have left. */
export const nodeOverview: Dashboard = dashboard({
  source: import.meta.url,
  system: "node",
  folder: "Kubernetes",
  uid: "node-overview",
  title: "Machines",
  description:
    "The machines under the cluster, for whoever is on call: what is nearly used up on top, then processors and memory, disks, and what the kernel counts.",
  variables: nodeVariables(),
  bands: () => [machineGlance(), loadBand(), ...diskBands(), ...kernelBands()],
});
