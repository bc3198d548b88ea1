import type { TargetSeries } from "../engine/target-series.ts";
import type { NodeMoment } from "./moment.ts";
import { computeNodes, layersOf, models } from "./nodes.ts";

const TOKENS_OF_REQUEST = 200;
const LAYER_BYTES = { forward: 1.6e9, activation: 4e8, gradient: 0 } as const;
const TENSOR_BYTES = 2.5e5;
/** Attention heads of a layer of Llama 3 70B (https://huggingface.co/meta-llama/Meta-Llama-3-70B/blob/main/config.json). */
const HEADS = 64;
/** A stage waits for the one before it once in so many requests. */
const REQUESTS_OF_STALL = 50;

/** What a compute node says of its layers, of tensors, the pipeline and its throughput. */
export function exposeComputation(series: TargetSeries, { node, work, random, conditions }: NodeMoment): void {
  const done = work.nodes.get(node.name);
  if (done === undefined || node.role !== "compute") return;
  const own = { node_id: node.name };
  const { succeeded, inFlight } = done.inference;
  series.set("butterfly_pipeline_depth", own, computeNodes.length);
  series.set("butterfly_batch_size", own, Math.min(32, Math.max(1, Math.round(inFlight))));
  let counted = 0;
  for (const [index, [model, share]] of Object.entries(models).entries()) {
    const last = index === Object.keys(models).length - 1;
    const sequences = last ? succeeded - counted : Math.round(succeeded * share);
    counted += sequences;
    series.add("butterfly_sequences_processed_total", { model, ...own }, sequences);
    const tokens = sequences === 0 ? 0 : Math.round(random.around(TOKENS_OF_REQUEST * sequences, 0.05));
    series.add("butterfly_tokens_processed_total", { model, ...own }, tokens);
    for (const layer_id of layersOf(node)) {
      const median = work.layerSeconds.get(layer_id) ?? 0;
      const labels = { layer_id, ...own, model };
      series.observe("butterfly_layer_compute_duration_seconds", labels, sequences, { median, spread: 0.3 });
    }
  }
  for (const layer_id of layersOf(node)) {
    for (const [operation, bytes] of Object.entries(LAYER_BYTES)) {
      series.set(
        "butterfly_layer_memory_bytes",
        { layer_id, ...own, operation },
        Math.round(random.around(bytes, 0.01)),
      );
    }
    for (const direction of ["input", "output"]) {
      const size = { median: TENSOR_BYTES, spread: 0.6 };
      series.observe("butterfly_tensor_size_bytes", { layer_id, direction }, succeeded, size);
    }
    series.set("butterfly_attention_heads_active", { layer_id, ...own }, succeeded > 0 ? HEADS : 0);
  }
  const stalls = {
    memory_pressure: (conditions.memoryUse[node.name] ?? 0) > 0.9 ? random.count(succeeded / 10) : 0,
    network_wait: random.count(succeeded / REQUESTS_OF_STALL),
    consensus_wait: random.count(succeeded / (4 * REQUESTS_OF_STALL)),
  };
  for (const [reason, count] of Object.entries(stalls)) {
    series.add("butterfly_pipeline_stalls_total", { ...own, reason }, count);
  }
}
