import type { Metric } from "../../../queries/catalogue.ts";
import { oneOf } from "../../one-of.ts";
import { layerId, model, nodeId } from "../labels.ts";

/** Computation metrics: layers, tensors, the pipeline and its throughput. */
export const computationMetrics: readonly Metric[] = [
  {
    name: "butterfly_layer_compute_duration_seconds",
    type: "histogram",
    help: "Time to execute a model layer.",
    unit: "seconds",
    labels: { layer_id: layerId, node_id: nodeId, model },
    buckets: [0.001, 0.01, 0.1, 0.5, 1, 5],
  },
  {
    name: "butterfly_layer_memory_bytes",
    type: "gauge",
    help: "Memory used by layer computation.",
    unit: "bytes",
    labels: { layer_id: layerId, node_id: nodeId, operation: oneOf("forward", "activation", "gradient") },
  },
  {
    name: "butterfly_tensor_size_bytes",
    type: "histogram",
    help: "Size of tensors passed between layers.",
    unit: "bytes",
    labels: { layer_id: layerId, direction: oneOf("input", "output") },
    buckets: [1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9],
  },
  {
    name: "butterfly_pipeline_depth",
    type: "gauge",
    help: "Number of stages in the execution pipeline.",
    unit: "count",
    labels: { node_id: nodeId },
  },
  {
    name: "butterfly_pipeline_stalls_total",
    type: "counter",
    help: "Number of pipeline stalls (waiting for dependencies).",
    unit: "count",
    labels: { node_id: nodeId, reason: oneOf("memory_pressure", "network_wait", "consensus_wait") },
  },
  {
    name: "butterfly_batch_size",
    type: "gauge",
    help: "Current batch size for inference.",
    unit: "count",
    labels: { node_id: nodeId },
  },
  {
    name: "butterfly_tokens_processed_total",
    type: "counter",
    help: "Total tokens processed by the system.",
    unit: "count",
    labels: { model, node_id: nodeId },
  },
  {
    name: "butterfly_sequences_processed_total",
    type: "counter",
    help: "Total sequences (requests) processed.",
    unit: "count",
    labels: { model, node_id: nodeId },
  },
  {
    name: "butterfly_attention_heads_active",
    type: "gauge",
    help: "Number of active attention heads in a layer.",
    unit: "count",
    labels: { layer_id: layerId, node_id: nodeId },
  },
];
