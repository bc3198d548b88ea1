import { butterflyLimits as limits } from "../../../mixins/butterfly/limits.ts";
import { inWords } from "../../../mixins/limit.ts";
import type { Band } from "../../kit/layout.ts";
import { stat } from "../../kit/panels/stat.ts";
import { highIsBad } from "../../kit/thresholds.ts";
import { onNode } from "../selectors.ts";

/** Is any node full or hot? */
export function resourcesGlance(): Band {
  return { height: 4, panels: [busiest(), fullestGpu(), hottest(), idlest()] };
}

const busiest = () =>
  stat({
    id: 1,
    title: "Busiest processors",
    description: `Share of the processors in use on the busiest of the chosen nodes.\n\n**Good:** under 80%. **Otherwise:** above ${inWords(limits.cpuUse)} for 15 minutes ButterflyCPUSaturated fires and the node takes no work.`,
    unit: "percentunit",
    graph: "sparkline",
    decimals: 0,
    min: 0,
    thresholds: highIsBad({ yellow: 0.8, red: limits.cpuUse.value }),
    queries: [{ expr: `max(avg by (cluster, node_id) (butterfly_cpu_usage_ratio{${onNode}}))`, legend: "Processors" }],
  });

const fullestGpu = () =>
  stat({
    id: 2,
    title: "Fullest GPU memory",
    description: `Share of its memory in use, of the fullest GPU of the chosen nodes.\n\n**Good:** under 95%. **Otherwise:** above ${inWords(limits.gpuMemoryUse)} ButterflyGPUMemoryFull fires: the next larger batch fails.`,
    unit: "percentunit",
    graph: "sparkline",
    decimals: 0,
    min: 0,
    thresholds: highIsBad({ yellow: 0.95, red: limits.gpuMemoryUse.value }),
    queries: [
      {
        expr: `max(sum by (cluster, node_id, gpu_id) (butterfly_gpu_memory_bytes{${onNode}, state="used"}) / on (cluster, node_id, gpu_id) sum by (cluster, node_id, gpu_id) (butterfly_gpu_memory_bytes{${onNode}}))`,
        legend: "Memory",
      },
    ],
  });

const hottest = () =>
  stat({
    id: 3,
    title: "Hottest GPU",
    description: `Temperature of the hottest GPU of the chosen nodes.\n\n**Good:** under 80 °C. **Otherwise:** above ${inWords(limits.gpuTemperature)} ButterflyGPUOverheating fires: *GPU temperature* says which.`,
    unit: "celsius",
    graph: "sparkline",
    decimals: 0,
    min: 0,
    thresholds: highIsBad({ yellow: 80, red: limits.gpuTemperature.value }),
    queries: [{ expr: `max(butterfly_gpu_temperature_celsius{${onNode}})`, legend: "Temperature" }],
  });

const idlest = () =>
  stat({
    id: 4,
    title: "GPUs under half used",
    description:
      "GPUs of the chosen nodes that are used less than half of the time now.\n\n**Good:** few while there is work. **Otherwise:** with tasks in queues, they wait: the latency page says for what.",
    unit: "locale",
    graph: "sparkline",
    decimals: 0,
    min: 0,
    queries: [{ expr: `sum(butterfly_gpu_utilization_ratio{${onNode}} < bool 0.5)`, legend: "GPUs" }],
  });
