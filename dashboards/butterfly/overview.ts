import type { Dashboard } from "../dashboard.ts";
import { consensusBands } from "./overview/consensus.ts";
import { detailBands } from "./overview/details.ts";
import { glanceBands } from "./overview/glance.ts";
import { nodesBands } from "./overview/nodes.ts";
import { requestsBand } from "./overview/requests.ts";
import { butterflyPage } from "./page.ts";

/** The first page to open: is the cluster serving, how well, and which part is not. */
export const butterflyOverview: Dashboard = butterflyPage({
  source: import.meta.url,
  uid: "butterfly-overview",
  title: "Butterfly overview",
  description:
    "Butterfly at a glance, for whoever is on call: rate, errors and duration on top, the parts of the system in the middle, breakdowns at the bottom.",
  bands: () => [...glanceBands(), requestsBand(), ...nodesBands(), ...consensusBands(), ...detailBands()],
});
