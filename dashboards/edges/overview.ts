import type { Dashboard } from "../dashboard.ts";
import { dashboard } from "../kit/dashboard.ts";
import { gateBand, waitingBand } from "./overview/gate.ts";
import { sentBand } from "./overview/sent.ts";
import { edgesVariables } from "./variables.ts";

/** Which clusters send to this one, how much, and what becomes of it. */
export const edgesOverview: Dashboard = dashboard({
  source: import.meta.url,
  system: "edges",
  folder: "Observability stack",
  uid: "edges-overview",
  title: "Edges",
  description: "Which clusters send to this one, how much, and what becomes of it at the gate.",
  variables: edgesVariables(),
  bands: () => [gateBand(), waitingBand(), sentBand()],
});
