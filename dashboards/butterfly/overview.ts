import type { Dashboard } from "../dashboard.ts";
import { dashboard } from "../kit/dashboard.ts";
import { consensusBand } from "./overview/consensus.ts";
import { detailBands } from "./overview/details.ts";
import { glanceBand } from "./overview/glance.ts";
import { nodesBand } from "./overview/nodes.ts";
import { requestsBand } from "./overview/requests.ts";
import { butterflyVariables } from "./variables.ts";

const uid = "butterfly-overview";
const title = "Butterfly overview";

/** The first page to open: is the cluster serving, how well, and which part is not. */
export const butterflyOverview: Dashboard = {
  system: "butterfly",
  folder: "Butterfly",
  uid,
  title,
  source: "dashboards/butterfly/overview.ts",
  build: () =>
    dashboard({
      uid,
      title,
      description:
        "Butterfly at a glance, for whoever is on call: rate, errors and duration on top, the parts of the system in the middle, breakdowns at the bottom.",
      system: "butterfly",
      variables: butterflyVariables(),
      bands: [glanceBand(), requestsBand(), nodesBand(), consensusBand(), ...detailBands(uid)],
    }),
};
