import type { Dashboard } from "../dashboard.ts";
import { coordinatorsBands } from "./consensus/coordinators.ts";
import { electionsBand } from "./consensus/elections.ts";
import { consensusGlance } from "./consensus/glance.ts";
import { logBands } from "./consensus/log.ts";
import { butterflyPage } from "./page.ts";

/** Raft: whether the coordinators agree, how quickly, and which one does not. */
export const butterflyConsensus: Dashboard = butterflyPage({
  source: import.meta.url,
  uid: "butterfly-consensus",
  title: "Butterfly consensus",
  description:
    "Raft consensus, for whoever is called by an alert on quorum, elections or commits: the state on top, then elections, the log, and what the coordinators need to agree.",
  bands: () => [consensusGlance(), electionsBand(), ...logBands(), ...coordinatorsBands()],
});
