import type { Dashboard } from "../dashboard.ts";
import { dashboard } from "../kit/dashboard.ts";
import { apiBands } from "./overview/api.ts";
import { capacityBand } from "./overview/capacity.ts";
import { clusterGlance } from "./overview/glance.ts";
import { nodesBand } from "./overview/nodes.ts";
import { podsBands } from "./overview/pods.ts";
import { volumesBand } from "./overview/volumes.ts";
import { workloadsBands } from "./overview/workloads.ts";
import { kubernetesVariables } from "./variables.ts";

/** Whether the cluster does what it is told. */
export const kubernetesOverview: Dashboard = dashboard({
  source: import.meta.url,
  system: "kubernetes",
  folder: "Kubernetes",
  uid: "kubernetes-overview",
  title: "Kubernetes",
  description:
    "The cluster that everything runs on, for whoever is on call: API, DNS and nodes on top, then pods and workloads that are not as they should be, volumes, and what is promised beyond what there is.",
  variables: kubernetesVariables(),
  bands: () => [
    clusterGlance(),
    nodesBand(),
    ...podsBands(),
    ...workloadsBands(),
    volumesBand(),
    ...apiBands(),
    capacityBand(),
  ],
});
