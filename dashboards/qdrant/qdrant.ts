import type { Dashboard } from "../dashboard.ts";
import { dashboard } from "../kit/dashboard.ts";
import { presetVariables } from "../preset/variables.ts";
import { peerBands } from "./peers.ts";
import { requestBands } from "./requests.ts";

/** Qdrant: what it answers and how soon, what it holds, its peers. */
export const qdrantDashboard: Dashboard = dashboard({
  source: import.meta.url,
  system: "qdrant",
  folder: "Applications",
  uid: "qdrant",
  title: "Qdrant",
  description:
    "Vector databases, for whoever owns one: requests, failures and how long searches take on top, then updates and what is optimized, then peers, shards, memory and files.",
  variables: presetVariables("collections_total"),
  bands: () => [...requestBands(), ...peerBands()],
});
