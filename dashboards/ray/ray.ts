import type { Dashboard } from "../dashboard.ts";
import { dashboard } from "../kit/dashboard.ts";
import { presetVariables } from "../preset/variables.ts";
import { nodeBands } from "./nodes.ts";
import { serveBands } from "./serve.ts";
import { workBand } from "./work.ts";

/** A Ray cluster: what it serves, then what it works on, then its nodes. */
export const rayDashboard: Dashboard = dashboard({
  source: import.meta.url,
  system: "ray",
  folder: "Applications",
  uid: "ray",
  title: "Ray",
  description:
    "Ray clusters, for whoever owns one: what Serve answers and how soon on top, then tasks, actors and what waits or dies, then the nodes with their memory, disks and object stores.",
  variables: presetVariables("ray_node_cpu_count"),
  bands: () => [...serveBands(), workBand(), ...nodeBands()],
});
