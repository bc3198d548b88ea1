import type { Band } from "../../kit/layout.ts";
import { table } from "../../kit/panels/table.ts";
import { held, oneGpu, oneHeld } from "../selectors.ts";
import { idle } from "./idle.ts";

/** Who has the GPUs, and what for. */
export function podsBands(): Band[] {
  return [
    { title: "Pods", height: 9, panels: [byPod()] },
    { height: 9, panels: [idleGpus()] },
  ];
}

const pod = "cluster, namespace, pod";
const largest = `topk(10, count by (${pod}) (group by (${oneHeld}) (DCGM_FI_DEV_FB_USED{${held}})))`;
const ofLargest = `and on (${pod}) ${largest}`;

const byPod = () =>
  table({
    id: 21,
    title: "Pods by GPU",
    description:
      "The ten pods with the most GPUs or MIG slices: how busy these are, their tensor cores, the memory in use and the power they draw. Where GPUs are shared by time slicing, a GPU is shown with one of its pods.\n\n**Good:** busy in proportion to their number. **Otherwise:** many GPUs with little activity: ask the owner, and see *Idle GPUs that pods hold*.",
    labels: [
      { label: "namespace", title: "Namespace" },
      { label: "pod", title: "Pod", width: 200 },
      { label: "cluster", title: "Cluster" },
    ],
    values: [
      { title: "GPUs", unit: "short", decimals: 0, expr: largest },
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
      { title: "Memory", unit: "mbytes", expr: `sum by (${pod}) (DCGM_FI_DEV_FB_USED{${held}}) ${ofLargest}` },
      {
        // Each slice tells the power of the whole GPU.
        title: "Power",
        unit: "watt",
        expr: `sum by (${pod}) (max by (${oneGpu}, namespace, pod) (DCGM_FI_DEV_POWER_USAGE{${held}})) ${ofLargest}`,
      },
    ],
  });

const idleGpus = () =>
  table({
    id: 22,
    empty: "None",
    title: "Idle GPUs that pods hold",
    description:
      "GPUs and MIG slices that one pod has held for an hour without work: the twenty with most memory in use, and the highest activity of the hour.\n\n**Good:** *None*, but for spares kept on purpose. **Otherwise:** GpuIdleWhileAllocated fires. Memory in use means a model that nobody asks; none means a notebook that somebody forgot, or a program that does not see its GPU.",
    labels: [
      { label: "namespace", title: "Namespace" },
      { label: "pod", title: "Pod", width: 200 },
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
