import type { Dashboard } from "../dashboard.ts";
import { checksBand } from "./byzantine/checks.ts";
import { faultsBand } from "./byzantine/faults.ts";
import { byzantineGlance } from "./byzantine/glance.ts";
import { trustBands } from "./byzantine/trust.ts";
import { butterflyPage } from "./page.ts";

/** Whether results can be trusted, and which node cannot. */
export const butterflyByzantine: Dashboard = butterflyPage({
  source: import.meta.url,
  uid: "butterfly-byzantine",
  title: "Butterfly Byzantine faults",
  description:
    "Wrong results, bad signatures and lost trust, for whoever has to decide which node is taken out: the state on top, then faults, checks, and reputation.",
  bands: () => [byzantineGlance(), faultsBand(), checksBand(), ...trustBands()],
});
