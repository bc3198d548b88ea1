import { kubernetesLimits as limits } from "../../../mixins/kubernetes/limits.ts";
import type { Band } from "../../kit/layout.ts";
import { table } from "../../kit/panels/table.ts";
import { timeseries } from "../../kit/panels/timeseries.ts";
import { highIsBad } from "../../kit/thresholds.ts";
import { inCluster, inNamespace } from "../selectors.ts";

/** What pods have claimed, and how full it is. */
export function volumesBand(): Band {
  return { title: "Volumes", height: 9, panels: [fullest(), phases()], widths: [14, 10] };
}

const claim = "cluster, namespace, persistentvolumeclaim";
const used = `topk(10, 1 - max by (${claim}) (kubelet_volume_stats_available_bytes{${inNamespace}}) / max by (${claim}) (kubelet_volume_stats_capacity_bytes{${inNamespace}}))`;

const fullest = () =>
  table({
    id: 16,
    title: "Fullest volumes",
    description:
      "The ten fullest volumes: room in use, now and in four days at the pace of the last six hours, and inodes.\n\n**Good:** under 80%. **Otherwise:** KubeVolumeFillingUp, KubeVolumeInodesLow; KubeVolumeNearlyFull pages: enlarge the claim, or delete what is not needed.",
    labels: [
      { label: "namespace", title: "Namespace" },
      { label: "persistentvolumeclaim", title: "Claim", width: 195 },
      { label: "cluster", title: "Cluster" },
    ],
    values: [
      {
        title: "Used",
        unit: "percentunit",
        decimals: 0,
        thresholds: highIsBad({ yellow: 1 - limits.freeVolume.value, red: 1 - limits.freeVolumeForPage.value }),
        expr: used,
      },
      {
        title: "In 4 days",
        unit: "percentunit",
        decimals: 0,
        expr: `1 - max by (${claim}) (predict_linear(kubelet_volume_stats_available_bytes{${inNamespace}}[6h], ${limits.volumeFullIn.value})) / max by (${claim}) (kubelet_volume_stats_capacity_bytes{${inNamespace}}) and on (${claim}) ${used}`,
      },
      {
        title: "Inodes",
        unit: "percentunit",
        decimals: 0,
        thresholds: highIsBad({ yellow: 0.8, red: 1 - limits.freeVolumeInodes.value }),
        expr: `1 - max by (${claim}) (kubelet_volume_stats_inodes_free{${inNamespace}}) / max by (${claim}) (kubelet_volume_stats_inodes{${inNamespace}}) and on (${claim}) ${used}`,
      },
    ],
  });

const phases = () =>
  timeseries({
    id: 17,
    title: "Volumes by phase",
    description:
      "Volumes of the cluster by phase.\n\n**Good:** bound, and a few released ones that are kept on purpose. **Otherwise:** `Failed` or `Pending` for 5 minutes fires KubeVolumeFailed: the storage driver's log.",
    unit: "locale",
    series: "stacked",
    decimals: 0,
    queries: [{ expr: `sum by (phase) (kube_persistentvolume_status_phase{${inCluster}})`, legend: "{{phase}}" }],
  });
