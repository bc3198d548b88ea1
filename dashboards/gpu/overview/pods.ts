import { logsOfPod } from "../../kit/explore.ts";
import type { Band } from "../../kit/layout.ts";
import { table } from "../../kit/panels/table.ts";
import { held, ofGpu, oneGpu, oneHeld, shareOf } from "../selectors.ts";
import { idle } from "./idle.ts";

/** Who has the GPUs, and what for. */
export function podsBands(): Band[] {
  return [
    { title: "Pods", height: 9, panels: [byPod()] },
    { height: 9, panels: [idleGpus()] },
    { height: 8, panels: [slices()] },
  ];
}

const pod = "cluster, namespace, pod";
const largest = `topk(10, sum by (${pod}) (cluster_instance_gpu_pod:DCGM_FI_DEV_FB_USED:share{${ofGpu}}))`;
const ofLargest = `and on (${pod}) ${largest}`;

const power = `max by (${oneGpu}, namespace, pod) (DCGM_FI_DEV_POWER_USAGE{${held}})`;
const powerShare = `${power} / on (${oneGpu}) group_left () count by (${oneGpu}) (${power})`;

const byPod = () =>
  table({
    id: 21,
    title: "Pods by GPU",
    description:
      "The ten pods with the most GPUs or MIG slices: how busy these are, their tensor cores, the memory in use and the power they draw. A GPU that pods share in turns counts in even parts, for nothing tells whose its work and memory are.\n\n**Good:** busy in proportion to their number. **Otherwise:** many GPUs with little activity: ask the owner, and see *Idle GPUs that pods hold*.",
    labels: [
      { label: "namespace", title: "Namespace" },
      { label: "pod", title: "Pod", width: 200, link: logsOfPod },
      { label: "cluster", title: "Cluster" },
    ],
    values: [
      { title: "GPUs", unit: "short", expr: largest },
      {
        title: "SM activity",
        unit: "percentunit",
        decimals: 0,
        expr: `avg by (${pod}) (DCGM_FI_PROF_SM_ACTIVE{${held}}) ${ofLargest}`,
      },
      {
        title: "Tensor cores",
        unit: "percentunit",
        decimals: 0,
        expr: `avg by (${pod}) (DCGM_FI_PROF_PIPE_TENSOR_ACTIVE{${held}}) ${ofLargest}`,
      },
      {
        title: "Memory",
        unit: "mbytes",
        expr: `sum by (${pod}) (${shareOf(`max by (${oneHeld}) (DCGM_FI_DEV_FB_USED{${held}})`)}) ${ofLargest}`,
      },
      {
        // Each slice, and each pod that shares a GPU, is told the power of the whole GPU.
        title: "Power",
        unit: "watt",
        expr: `sum by (${pod}) (${powerShare}) ${ofLargest}`,
      },
    ],
  });

const idleGpus = () =>
  table({
    id: 22,
    empty: "None",
    title: "Idle GPUs that pods hold",
    description:
      "GPUs and MIG slices that a pod has held for an hour in which nobody worked there: the twenty with most memory in use, and the highest activity of the hour.\n\n**Good:** *None*, but for spares kept on purpose. **Otherwise:** GpuIdleWhileAllocated fires. Memory in use means a model that nobody asks; none means a notebook that somebody forgot, or a program that does not see its GPU.",
    labels: [
      { label: "namespace", title: "Namespace" },
      { label: "pod", title: "Pod", width: 200, link: logsOfPod },
      { label: "instance", title: "Node" },
      { label: "gpu", title: "GPU" },
      { label: "GPU_I_ID", title: "Slice" },
      { label: "cluster", title: "Cluster" },
    ],
    values: [
      {
        title: "Memory",
        unit: "mbytes",
        expr: `topk(20, max by (${oneHeld}) (DCGM_FI_DEV_FB_USED{${held}}) and on (${oneHeld}) (${idle}))`,
      },
      { title: "SM activity", unit: "percentunit", decimals: 1, expr: idle },
    ],
  });

const slice = "cluster, instance, gpu, GPU_I_ID, GPU_I_PROFILE, namespace, pod";
const ofSlice = `${held}, GPU_I_ID!=""`;

const slices = () =>
  table({
    id: 26,
    empty: "None",
    title: "MIG slices by pod",
    description:
      "The twenty busiest MIG slices that pods hold: their profile, and how busy each is by itself, its multiprocessors and its memory.\n\n**Good:** busy in proportion to their size; *None* where no GPU is split. **Otherwise:** slices that are always full want the next larger profile, slices of which little is used the next smaller one.",
    labels: [
      { label: "namespace", title: "Namespace" },
      { label: "pod", title: "Pod", width: 200, link: logsOfPod },
      { label: "instance", title: "Node" },
      { label: "gpu", title: "GPU" },
      { label: "GPU_I_ID", title: "Slice" },
      { label: "GPU_I_PROFILE", title: "Profile" },
      { label: "cluster", title: "Cluster" },
    ],
    values: [
      {
        title: "SM activity",
        unit: "percentunit",
        decimals: 0,
        expr: `topk(20, max by (${slice}) (DCGM_FI_PROF_SM_ACTIVE{${ofSlice}}))`,
      },
      {
        title: "Memory",
        unit: "percentunit",
        decimals: 0,
        expr: `max by (${slice}) (DCGM_FI_DEV_FB_USED{${ofSlice}}) / on (${slice}) (max by (${slice}) (DCGM_FI_DEV_FB_USED{${ofSlice}}) + on (${slice}) max by (${slice}) (DCGM_FI_DEV_FB_FREE{${ofSlice}})) and on (${slice}) topk(20, max by (${slice}) (DCGM_FI_PROF_SM_ACTIVE{${ofSlice}}))`,
      },
    ],
  });
