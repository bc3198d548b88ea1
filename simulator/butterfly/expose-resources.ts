import type { TargetSeries } from "../engine/target-series.ts";
import { GPU_BYTES } from "../gpu/gpus.ts";
import type { NodeMoment } from "./moment.ts";

/** Memory of a node: the limit of its container. */
const NODE_BYTES = 64 * 2 ** 30;
/** Share of it that a node usually uses. */
const USUAL_MEMORY = 0.6;
const POOLS = { model: 0.7, tensor: 0.15, buffer: 0.1, system: 0.05 } as const;
const CORES = 4;
/** Multiprocessors of an H100, and its tensor cores (https://resources.nvidia.com/en-us-tensor-core). */
const UNITS = { sm: 132, tensor_core: 528 } as const;
const CHECKPOINT_BYTES = 4e9;
const DISK_BYTES = 2e11;
const LOG_APPENDS_PER_SECOND = 12;

/** What a node says of its memory, processors, GPUs and disks. */
export function exposeResources(series: TargetSeries, moment: NodeMoment): void {
  const { node, random, work, seconds, conditions } = moment;
  const own = { node_id: node.name };
  const utilisation = work.nodes.get(node.name)?.utilisation ?? 0;
  const use = conditions.memoryUse[node.name] ?? USUAL_MEMORY;
  const allocated = random.around(NODE_BYTES * use, 0.005);
  for (const [pool, share] of Object.entries(POOLS)) {
    series.set("butterfly_memory_allocated_bytes", { ...own, pool }, Math.round(allocated * share));
  }
  series.set("butterfly_memory_peak_bytes", own, Math.round(NODE_BYTES * Math.max(use, USUAL_MEMORY) * 1.05));
  series.set("butterfly_memory_fragmentation_ratio", own, 1 - Math.abs(random.around(0.1, 0.2)));
  for (let core = 0; core < CORES; core++) {
    const busy = conditions.busy.includes(node.name)
      ? Math.min(1, random.around(0.99, 0.003))
      : Math.min(1, random.around(0.1 + 0.6 * utilisation, 0.15));
    series.set("butterfly_cpu_usage_ratio", { ...own, core: String(core) }, busy);
  }
  series.add("butterfly_cpu_throttle_events_total", own, random.count(utilisation > 0.95 ? seconds / 10 : 0));
  exposeDisk(series, moment);
  exposeGpus(series, moment);
}

function exposeDisk(series: TargetSeries, { node, random, seconds, time, conditions }: NodeMoment): void {
  const own = { node_id: node.name };
  const isFull = conditions.fullDisks.includes(node.name);
  // Ten checkpoints are kept, the oldest goes when the next is whole.
  const kept = isFull ? DISK_BYTES : CHECKPOINT_BYTES * (10 + ((time / 300) % 1));
  series.set("butterfly_disk_checkpoint_bytes", own, Math.round(kept));
  const writes = {
    checkpoint_write: { count: random.count(seconds / 300), median: isFull ? 4 : 0.4 },
    log_append: { count: random.count(LOG_APPENDS_PER_SECOND * seconds), median: isFull ? 0.2 : 0.002 },
  };
  for (const [operation, { count, median }] of Object.entries(writes)) {
    series.observe("butterfly_disk_write_duration_seconds", { ...own, operation }, count, { median });
  }
  series.add("butterfly_disk_io_errors_total", { ...own, operation: "read" }, 0);
  series.add("butterfly_disk_io_errors_total", { ...own, operation: "write" }, isFull ? random.count(seconds / 5) : 0);
}

/** Each GPU that the driver still shows. */
function exposeGpus(series: TargetSeries, { node, gpus }: NodeMoment): void {
  for (const gpu of gpus.filter(({ pod }) => pod === node.name)) {
    const labels = { node_id: node.name, gpu_id: String(gpu.indexInPod) };
    series.set("butterfly_gpu_utilization_ratio", labels, gpu.utilisation);
    series.set("butterfly_gpu_memory_bytes", { ...labels, state: "used" }, gpu.usedBytes);
    series.set("butterfly_gpu_memory_bytes", { ...labels, state: "free" }, GPU_BYTES - gpu.usedBytes);
    series.set("butterfly_gpu_temperature_celsius", labels, gpu.celsius);
    for (const [unit_type, units] of Object.entries(UNITS)) {
      series.set("butterfly_gpu_compute_unit_active", { ...labels, unit_type }, Math.round(units * gpu.utilisation));
    }
  }
}
