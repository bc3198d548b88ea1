import type { Dashboard } from "../dashboard.ts";
import { butterflyPage } from "./page.ts";
import { diskBand } from "./resources/disk.ts";
import { resourcesGlance } from "./resources/glance.ts";
import { gpuBands } from "./resources/gpus.ts";
import { hostBands } from "./resources/hosts.ts";

/** What each node has left: processors, memory, GPUs, disks. */
export const butterflyResources: Dashboard = butterflyPage({
  source: import.meta.url,
  uid: "butterfly-resources",
  title: "Butterfly resources",
  description:
    "Processors, memory, GPUs and disks of Butterfly's nodes, for whoever looks for the node that is full, hot or idle: the fullest on top, then a row for each kind.",
  bands: () => [resourcesGlance(), ...hostBands(), ...gpuBands(), diskBand()],
});
