import type { Dashboard } from "../dashboard.ts";
import { dashboard } from "../kit/dashboard.ts";
import { errorsBands } from "./overview/errors.ts";
import { glanceBands } from "./overview/glance.ts";
import { heatBands } from "./overview/heat.ts";
import { podsBands } from "./overview/pods.ts";
import { workBand } from "./overview/work.ts";
import { gpuVariables } from "./variables.ts";

/** Whether the GPUs are sound, whether they do anything worth their price, and for whom. */
export const gpuOverview: Dashboard = dashboard({
  source: import.meta.url,
  system: "gpu",
  folder: "GPU",
  uid: "gpu-overview",
  title: "GPU overview",
  description:
    "The cluster's GPUs, for whoever is on call and whoever pays: what is broken on top, then what the GPUs do, their memory, heat and power, their errors, and the pods that hold them.",
  variables: gpuVariables(),
  bands: () => [...glanceBands(), workBand(), ...heatBands(), ...errorsBands(), ...podsBands()],
});
