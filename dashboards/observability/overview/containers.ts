import { orZero } from "../../kit/absent.ts";
import { logsOfPod } from "../../kit/explore.ts";
import { highest } from "../../kit/extremes.ts";
import type { Band } from "../../kit/layout.ts";
import { table } from "../../kit/panels/table.ts";
import { timeseries } from "../../kit/panels/timeseries.ts";
import { highIsBad } from "../../kit/thresholds.ts";
import { restartedContainers } from "../../kubernetes/restarted-containers.ts";
import { container, inCluster, inNamespace } from "../selectors.ts";

/** The bottom: which containers do not live well. */
export function containerBands(): Band[] {
  return [
    { title: "Containers", height: 8, widths: [10, 14], panels: [restarts(), restarted()] },
    { height: 8, panels: [throttling()] },
    { height: 9, panels: [memoryAgainstLimit()] },
  ];
}

const restartCounts = `kube_pod_container_status_restarts_total{${inNamespace}}`;
const crashLoops = `max by (${container}) (max_over_time(kube_pod_container_status_waiting_reason{${inNamespace}, reason="CrashLoopBackOff"}[5m]))`;

const restarts = () =>
  timeseries({
    id: 30,
    title: "Restarts and kills",
    description:
      "In the chosen namespaces: restarts of containers in the interval before each point, and containers that crash again and again. On all nodes of the chosen clusters: processes that the kernel killed for want of memory.\n\n**Good:** zero, but for rollouts. **Otherwise:** *Restarted containers* says which. A crash loop of 15 minutes fires KubePodCrashLooping; a kill without a restart hit a process beside the container's first.",
    unit: "locale",
    series: "lines",
    decimals: 0,
    queries: [
      { expr: `sum(increase(${restartCounts}[$interval]))`, legend: "Restarts" },
      // The reason has a series only while a container waits for it.
      { expr: orZero(`sum(${crashLoops})`, restartCounts), legend: "In a crash loop" },
      { expr: `sum(increase(node_vmstat_oom_kill{${inCluster}}[$interval]))`, legend: "OOM kills" },
    ],
  });

const restarted = () =>
  restartedContainers({
    id: 31,
    title: "Restarted containers",
    description:
      "The ten containers that restarted most often in the last hour, and why they ended the last time.\n\n**Good:** *None*. **Otherwise:** `OOMKilled` fires KubeContainerOOMKilled: see *Memory against limit*, raise the limit or find the leak. `Error`: the log of the container before (kubectl logs --previous). `Completed`: the program ends though it should run on.",
  });

const usedMemory = `max by (${container}) (container_memory_working_set_bytes{${inNamespace}, container!=""})`;
const memoryLimit = `max by (${container}) (kube_pod_container_resource_limits{${inNamespace}, resource="memory"})`;
const fullest = `topk(10, ${usedMemory} / on (${container}) ${memoryLimit})`;

const memoryAgainstLimit = () =>
  table({
    id: 32,
    title: "Memory against limit",
    description:
      "The ten containers that are nearest to their memory limit. Containers without a limit are not in it.\n\n**Good:** under 80%. **Otherwise:** at 100% the container is killed (KubeContainerOOMKilled): raise the limit of one that has grown into its work, restart one that only ever grows and report the leak.",
    labels: [
      { label: "namespace", title: "Namespace" },
      { label: "pod", title: "Pod", link: logsOfPod },
      { label: "container", title: "Container" },
      { label: "cluster", title: "Cluster" },
    ],
    values: [
      {
        title: "Of limit",
        unit: "percentunit",
        decimals: 0,
        thresholds: highIsBad({ yellow: 0.8, red: 0.9 }),
        expr: fullest,
      },
      { title: "Used", unit: "bytes", expr: `${usedMemory} and on (${container}) ${fullest}` },
      { title: "Limit", unit: "bytes", expr: `${memoryLimit} and on (${container}) ${fullest}` },
    ],
  });

const ofContainers = `${inNamespace}, container!=""`;

const throttling = () =>
  timeseries({
    id: 33,
    title: "CPU throttling",
    description:
      "Share of the periods in which a container had to stop because it had used up its CPU limit: the five with the highest peaks of the time range.\n\n**Good:** under 25% for servers; batch work may be throttled. **Otherwise:** the container is slow whatever the node has free: raise its CPU limit. A scrape or probe that times out is often this.",
    unit: "percentunit",
    series: "lines",
    max: 1,
    queries: [
      {
        // A container that never ran has no period, and the share is not a number.
        expr: highest({
          count: 5,
          by: container,
          of: `sum by (${container}) (rate(container_cpu_cfs_throttled_periods_total{${ofContainers}}[$interval])) / sum by (${container}) (rate(container_cpu_cfs_periods_total{${ofContainers}}[$interval])) > 0`,
        }),
        legend: "{{namespace}}/{{pod}}/{{container}}",
      },
    ],
  });
