import type { Dashboard } from "../dashboard.ts";
import { checkpointsGlance } from "./checkpoints/glance.ts";
import { madeBands } from "./checkpoints/made.ts";
import { recoveryBand } from "./checkpoints/recovery.ts";
import { butterflyPage } from "./page.ts";

/** Whether the state is kept, comes back, and is the same everywhere. */
export const butterflyCheckpoints: Dashboard = butterflyPage({
  source: import.meta.url,
  uid: "butterfly-checkpoints",
  title: "Butterfly checkpoints",
  description:
    "Checkpoints and recovery, for whoever must know what a crash would cost: the state on top, then how checkpoints are made, and how nodes come back.",
  bands: () => [checkpointsGlance(), ...madeBands(), recoveryBand()],
});
