import type { Metric } from "../../../queries/catalogue.ts";
import { oneOf } from "../../one-of.ts";
import { gpuId, nodeId } from "../labels.ts";

/** Resource metrics: memory, processors, GPUs and disks of a node. */
export const resourceMetrics: readonly Metric[] = [
  {
    name: "butterfly_memory_allocated_bytes",
    type: "gauge",
    help: "Memory currently allocated.",
    unit: "bytes",
    labels: { node_id: nodeId, pool: oneOf("model", "tensor", "buffer", "system") },
    atMost: "butterfly_memory_peak_bytes",
  },
  {
    name: "butterfly_memory_peak_bytes",
    type: "gauge",
    help: "Peak memory usage since start.",
    unit: "bytes",
    labels: { node_id: nodeId },
  },
  {
    name: "butterfly_memory_fragmentation_ratio",
    type: "gauge",
    help: "Memory fragmentation (1.0 = no fragmentation).",
    unit: "ratio",
    labels: { node_id: nodeId },
  },
  {
    name: "butterfly_cpu_usage_ratio",
    type: "gauge",
    help: "CPU usage ratio (0.0 - 1.0).",
    unit: "ratio",
    labels: {
      node_id: nodeId,
      core: {
        bound: 192,
        examples: ["0", "191"],
        reason: "the vCPUs of the largest common GPU instance; optional, a node may expose one series for all",
      },
    },
  },
  {
    name: "butterfly_cpu_throttle_events_total",
    type: "counter",
    help: "Number of CPU throttle events.",
    unit: "count",
    labels: { node_id: nodeId },
  },
  {
    name: "butterfly_gpu_utilization_ratio",
    type: "gauge",
    help: "GPU utilization (0.0 - 1.0).",
    unit: "ratio",
    labels: { node_id: nodeId, gpu_id: gpuId },
  },
  {
    name: "butterfly_gpu_memory_bytes",
    type: "gauge",
    help: "GPU memory usage.",
    unit: "bytes",
    labels: { node_id: nodeId, gpu_id: gpuId, state: oneOf("used", "free") },
  },
  {
    name: "butterfly_gpu_temperature_celsius",
    type: "gauge",
    help: "GPU temperature in Celsius.",
    unit: "celsius",
    labels: { node_id: nodeId, gpu_id: gpuId },
  },
  {
    name: "butterfly_gpu_compute_unit_active",
    type: "gauge",
    help: "Number of active GPU compute units.",
    unit: "count",
    labels: { node_id: nodeId, gpu_id: gpuId, unit_type: oneOf("sm", "tensor_core") },
  },
  {
    name: "butterfly_disk_checkpoint_bytes",
    type: "gauge",
    help: "Disk space used by checkpoints.",
    unit: "bytes",
    labels: { node_id: nodeId },
  },
  {
    name: "butterfly_disk_write_duration_seconds",
    type: "histogram",
    help: "Disk write duration.",
    unit: "seconds",
    labels: { node_id: nodeId, operation: oneOf("checkpoint_write", "log_append") },
    buckets: [0.001, 0.01, 0.1, 1, 10],
  },
  {
    name: "butterfly_disk_io_errors_total",
    type: "counter",
    help: "Disk I/O errors.",
    unit: "count",
    labels: { node_id: nodeId, operation: oneOf("read", "write") },
  },
];
