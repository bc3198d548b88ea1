import type { Dashboard } from "../dashboard.ts";
import { dashboard } from "../kit/dashboard.ts";
import { costBands } from "./fleet/cost.ts";
import { fleetGlance } from "./fleet/glance.ts";
import { poolsBands } from "./fleet/pools.ts";
import { fleetVariables } from "./fleet/variables.ts";
import { workloadsBand } from "./fleet/workloads.ts";

/** What the GPUs cost, and who has them for what. */
export const gpuFleet: Dashboard = dashboard({
  source: import.meta.url,
  system: "gpu",
  folder: "GPU",
  uid: "gpu-fleet",
  title: "GPU fleet",
  description:
    "The GPUs of all pools, for whoever pays and whoever plans: how many there are, are reserved and do anything, by pool and by workload, and what the idle ones cost. Prices are those typed at the top.",
  opensWith: "7d",
  variables: fleetVariables(),
  bands: () => [fleetGlance(), ...poolsBands(), workloadsBand(), ...costBands()],
});
