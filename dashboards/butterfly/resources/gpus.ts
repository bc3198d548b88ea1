import { butterflyLimits as limits } from "../../../mixins/butterfly/limits.ts";
import { inWords } from "../../../mixins/limit.ts";
import { highest, lowest } from "../../kit/extremes.ts";
import type { Band } from "../../kit/layout.ts";
import { timeseries } from "../../kit/panels/timeseries.ts";
import { highIsBad } from "../../kit/thresholds.ts";
import { inCluster, onNode } from "../selectors.ts";
import { tokensByModel } from "../tokens.ts";

const GPU = "cluster, node_id, gpu_id";
const gpuName = "{{node_id}} GPU {{gpu_id}}";

/** What the GPUs do, hold and endure. */
export function gpuBands(): Band[] {
  return [
    { title: "GPUs", height: 8, panels: [use(), memory(), temperature()] },
    { height: 8, panels: [units(), heads(), batches(), tokensByModel(17)] },
  ];
}

const use = () =>
  timeseries({
    id: 11,
    title: "GPU use",
    description:
      "Share of the time that GPUs compute: the average, and the five GPUs of the chosen nodes that do least over the time range.\n\n**Good:** high and even under load. **Otherwise:** idle with tasks in its queue, ButterflyGPUIdleWithWork fires: the node is stuck.",
    unit: "percentunit",
    series: "lines",
    max: 1,
    queries: [
      { expr: `cluster:butterfly_gpu_utilization_ratio:avg{${inCluster}}`, legend: "{{cluster}} average" },
      {
        expr: lowest({ count: 5, by: GPU, of: `max by (${GPU}) (butterfly_gpu_utilization_ratio{${onNode}})` }),
        legend: gpuName,
      },
    ],
  });

const memory = () =>
  timeseries({
    id: 12,
    title: "GPU memory",
    description: `Share of its memory in use, of the five GPUs of the chosen nodes with the highest peaks of the time range.\n\n**Good:** level, under 95%. **Otherwise:** above ${inWords(limits.gpuMemoryUse)} for 5 minutes ButterflyGPUMemoryFull fires: smaller batches, or fewer layers on it.`,
    unit: "percentunit",
    series: "lines",
    max: 1,
    thresholds: highIsBad({ yellow: 0.95, red: limits.gpuMemoryUse.value }),
    queries: [
      {
        expr: highest({
          count: 5,
          by: GPU,
          of: `sum by (${GPU}) (butterfly_gpu_memory_bytes{${onNode}, state="used"}) / on (${GPU}) sum by (${GPU}) (butterfly_gpu_memory_bytes{${onNode}})`,
        }),
        legend: gpuName,
      },
    ],
  });

const temperature = () =>
  timeseries({
    id: 13,
    title: "GPU temperature",
    description: `The five GPUs of the chosen nodes with the highest peaks of the time range.\n\n**Good:** under 80 °C. **Otherwise:** above ${inWords(limits.gpuTemperature)} for 5 minutes ButterflyGPUOverheating fires: fans, the inlet, the neighbours in the rack.`,
    unit: "celsius",
    series: "lines",
    thresholds: highIsBad({ yellow: 80, red: limits.gpuTemperature.value }),
    queries: [
      {
        expr: highest({ count: 5, by: GPU, of: `max by (${GPU}) (butterfly_gpu_temperature_celsius{${onNode}})` }),
        legend: gpuName,
      },
    ],
  });

const units = () =>
  timeseries({
    id: 14,
    title: "Compute units",
    description:
      "Active compute units of the average GPU of the chosen nodes, by kind.\n\n**Good:** `tensor_core` follows the tokens. **Otherwise:** `sm` busy and `tensor_core` idle: models run in a number format that the tensor cores do not know.",
    unit: "short",
    series: "lines",
    queries: [{ expr: `avg by (unit_type) (butterfly_gpu_compute_unit_active{${onNode}})`, legend: "{{unit_type}}" }],
  });

const heads = () =>
  timeseries({
    id: 15,
    title: "Attention heads",
    description:
      "Active attention heads of all layers of the chosen nodes.\n\n**Good:** level: the models' own number. **Otherwise:** a fall without a new model is heads that were dropped, or nodes that are gone.",
    unit: "short",
    series: "lines",
    queries: [
      {
        // Of a large cluster's layers only a sample is kept: the whole is as much more.
        expr: `sum by (cluster) (butterfly_attention_heads_active{${onNode}}) / on (cluster) butterfly:kept:ratio{${inCluster}, sample="layer-memory"}`,
        legend: "{{cluster}}",
      },
    ],
  });

const batches = () =>
  timeseries({
    id: 16,
    title: "Batch size",
    description:
      "Requests that the chosen nodes compute at once: the average and the largest.\n\n**Good:** grows with the load. **Otherwise:** 1 under load wastes the GPUs; at its largest with tasks waiting, nodes are missing.",
    unit: "short",
    series: "lines",
    queries: [
      { expr: `avg(butterfly_batch_size{${onNode}})`, legend: "Average" },
      { expr: `max(butterfly_batch_size{${onNode}})`, legend: "Largest" },
    ],
  });
