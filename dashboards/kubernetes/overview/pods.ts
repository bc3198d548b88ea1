import { logsOfPod } from "../../kit/explore.ts";
import type { Band } from "../../kit/layout.ts";
import { table } from "../../kit/panels/table.ts";
import { timeseries } from "../../kit/panels/timeseries.ts";
import { restartedContainers } from "../restarted-containers.ts";
import { inNamespace } from "../selectors.ts";

/** Pods that are not as they should be. */
export function podsBands(): Band[] {
  return [
    { title: "Pods", height: 9, panels: [notReady(), waiting()], widths: [9, 15] },
    { height: 8, panels: [restarts(), ends()], widths: [9, 15] },
  ];
}

const pod = "cluster, namespace, pod";
const container = `${pod}, container`;

const notReady = () =>
  table({
    id: 8,
    empty: "None",
    title: "Pods not ready",
    description:
      "Pods that are pending, or run without being ready, by their age: twenty of them, the oldest first. Those of Jobs are left out.\n\n**Good:** *None*, or pods of minutes. **Otherwise:** KubePodNotReady fires after 15 minutes: `kubectl describe pod` has the reason, mostly no node with room, an image or a probe.",
    labels: [
      { label: "namespace", title: "Namespace" },
      { label: "pod", title: "Pod", link: logsOfPod },
      { label: "cluster", title: "Cluster" },
    ],
    values: [
      {
        title: "Age",
        unit: "s",
        decimals: 0,
        expr: `topk(20, time() - max by (${pod}) (kube_pod_created{${inNamespace}}) and on (${pod}) (kube_pod_status_phase{${inNamespace}, phase=~"Pending|Unknown"} == 1 or kube_pod_status_ready{${inNamespace}, condition="false"} == 1 and on (${pod}) kube_pod_status_phase{${inNamespace}, phase="Running"} == 1) unless on (${pod}) kube_pod_owner{${inNamespace}, owner_kind="Job"})`,
      },
    ],
  });

const waiting = () =>
  table({
    id: 9,
    empty: "None",
    title: "Containers that wait",
    description:
      "Containers that cannot be started, and why.\n\n**Good:** *None*. **Otherwise:** `ImagePullBackOff`: the image's name or its secret; `CreateContainerConfigError`: a Secret or ConfigMap is not there (KubeContainerWaiting); `CrashLoopBackOff`: its log (KubePodCrashLooping).",
    labels: [
      { label: "namespace", title: "Namespace" },
      { label: "pod", title: "Pod", width: 120, link: logsOfPod },
      { label: "container", title: "Container" },
      { label: "reason", title: "Reason", width: 150 },
      { label: "cluster", title: "Cluster" },
    ],
    values: [
      {
        title: "Waits",
        unit: "locale",
        decimals: 0,
        expr: `max by (${container}, reason) (kube_pod_container_status_waiting_reason{${inNamespace}, reason!~"ContainerCreating|PodInitializing"} == 1 or kube_pod_init_container_status_waiting_reason{${inNamespace}, reason!~"ContainerCreating|PodInitializing"} == 1)`,
      },
    ],
  });

const restarts = () =>
  timeseries({
    id: 10,
    empty: "None",
    title: "Restarts",
    description:
      "Restarts of containers in the interval before each point, by namespace.\n\n**Good:** none, but for rollouts. **Otherwise:** *Last ends* says why.",
    unit: "locale",
    series: "stacked",
    decimals: 0,
    queries: [
      {
        expr: `sum by (namespace) (increase(kube_pod_container_status_restarts_total{${inNamespace}}[$interval])) > 0`,
        legend: "{{namespace}}",
      },
    ],
  });

const ends = () =>
  restartedContainers({
    id: 11,
    title: "Last ends",
    description:
      "The ten containers that restarted most often in the last hour, and why they ended the last time.\n\n**Good:** *None*. **Otherwise:** `OOMKilled` fires KubeContainerOOMKilled: raise the limit or find the leak. `Error`: the log of the container before (`kubectl logs --previous`).",
  });
