/** The alerts on the volumes that pods claim. */
import { inWords } from "../../limit.ts";
import type { AlertingRule } from "../../mixin.ts";
import { kubernetesLimits as limits } from "../limits.ts";
import { DASHBOARD } from "./dashboard.ts";

const CLAIM = "cluster, namespace, persistentvolumeclaim";

/** Volumes of the servers here have alerts of their own, by what each does when it is full. */
const OTHERS = 'persistentvolumeclaim!~".*(?:prometheus|thanos|loki|tempo|otel-sampler)-.+"';

const FREE = `max by (${CLAIM}) (kubelet_volume_stats_available_bytes{${OTHERS}})
  / max by (${CLAIM}) (kubelet_volume_stats_capacity_bytes{${OTHERS}})`;

/** What nobody writes to is as full as it is. */
const UNLESS_READ_ONLY = `unless on (${CLAIM})
kube_persistentvolumeclaim_access_mode{access_mode="ReadOnlyMany"} == 1`;

/** What pages. */
export const storagePages: readonly AlertingRule[] = [
  {
    alert: "KubeVolumeNearlyFull",
    expr: `
${FREE}
  < ${limits.freeVolumeForPage.value}
${UNLESS_READ_ONLY}`,
    for: "1m",
    keepFiringFor: "5m",
    severity: "critical",
    detectWithin: "3m",
    slowBecause: "The kubelet measures volumes once a minute.",
    summary:
      "Volume {{ $labels.namespace }}/{{ $labels.persistentvolumeclaim }} in cluster {{ $labels.cluster }} is nearly full.",
    description: `{{ $value | humanizePercentage }} of {{ $labels.namespace }}/{{ $labels.persistentvolumeclaim }} is free (threshold: ${inWords(limits.freeVolumeForPage)}). When it is full, what writes there stops: a log of Raft, a checkpoint, a database.`,
    dashboard: DASHBOARD,
  },
];

/** What is for the working day. */
export const storageAlerts: readonly AlertingRule[] = [
  {
    alert: "KubeVolumeFillingUp",
    expr: `
${FREE}
  < ${limits.freeVolume.value}
and on (${CLAIM})
max by (${CLAIM}) (predict_linear(kubelet_volume_stats_available_bytes{${OTHERS}}[6h], ${limits.volumeFullIn.value})) < 0
${UNLESS_READ_ONLY}`,
    for: "1h",
    severity: "warning",
    detectWithin: "62m",
    summary:
      "Volume {{ $labels.namespace }}/{{ $labels.persistentvolumeclaim }} in cluster {{ $labels.cluster }} fills up.",
    description: `{{ $value | humanizePercentage }} of {{ $labels.namespace }}/{{ $labels.persistentvolumeclaim }} is free (threshold: ${inWords(limits.freeVolume)}), and at its present pace none in 4 days.`,
    dashboard: DASHBOARD,
  },
  {
    // Of filesystems that make inodes as they need them there are none, and the ratio is no number.
    alert: "KubeVolumeInodesLow",
    expr: `
max by (${CLAIM}) (kubelet_volume_stats_inodes_free)
  / max by (${CLAIM}) (kubelet_volume_stats_inodes)
  < ${limits.freeVolumeInodes.value}
${UNLESS_READ_ONLY}`,
    for: "5m",
    severity: "warning",
    detectWithin: "7m",
    summary:
      "Volume {{ $labels.namespace }}/{{ $labels.persistentvolumeclaim }} in cluster {{ $labels.cluster }} runs out of inodes.",
    description: `{{ $value | humanizePercentage }} of the inodes of {{ $labels.namespace }}/{{ $labels.persistentvolumeclaim }} are free (threshold: ${inWords(limits.freeVolumeInodes)}). Without any, no file can be made, whatever room there is.`,
    dashboard: DASHBOARD,
  },
  {
    alert: "KubeVolumeFailed",
    expr: 'max by (cluster, persistentvolume, phase) (kube_persistentvolume_status_phase{phase=~"Failed|Pending"}) == 1',
    for: "5m",
    severity: "warning",
    detectWithin: "7m",
    summary: "Volume {{ $labels.persistentvolume }} of cluster {{ $labels.cluster }} is {{ $labels.phase }}.",
    description:
      "{{ $labels.persistentvolume }} has been {{ $labels.phase }} for 5 minutes: it was not made, or not taken back, as its claim asked.",
    dashboard: DASHBOARD,
  },
];
