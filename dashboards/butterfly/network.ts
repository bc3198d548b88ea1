import type { Dashboard } from "../dashboard.ts";
import { networkGlance } from "./network/glance.ts";
import { latencyBands } from "./network/latency.ts";
import { lossBand } from "./network/loss.ts";
import { trafficBands } from "./network/traffic.ts";
import { butterflyPage } from "./page.ts";

/** The links between nodes: there, quick, whole, and what goes over them. */
export const butterflyNetwork: Dashboard = butterflyPage({
  source: import.meta.url,
  uid: "butterfly-network",
  title: "Butterfly network",
  description:
    "The links between Butterfly's nodes, for whoever looks for a cut, a slow link or lost packets: the state on top, then latency from node to node, losses, and traffic.",
  bands: () => [networkGlance(), ...latencyBands(), lossBand(), ...trafficBands()],
});
