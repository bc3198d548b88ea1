/**
 * How Butterfly's largest metrics are cut down by relabelling after the scrape, and only where a cluster is so large that it
 * must be.
 *
 * A relabelling step cannot add series up: to drop a label that tells two series of a target apart leaves one of them, at
 * random, under the name of both (https://prometheus.io/docs/prometheus/latest/configuration/configuration/#relabel_config).
 * So no label is dropped. Instead a **sample** is kept: of the members of a metric (links, layers of a model on a node …) one in
 * `modulus`, chosen by a hash of the labels that tell members apart. A member stays with all its buckets, and the choice is
 * spread over all values of all labels, so that quantiles, averages, ratios and extremes by layer, model, node or link answer as
 * before. A total over a sample is a share of the whole: it is divided by `butterfly:kept:ratio`, which records that share.
 *
 * What speaks of single rare events (faults, divergence, errors of requests) is never sampled: an event that was left out would
 * be one that nobody learns of.
 */
import type { RelabelConfig } from "../scrape-job.ts";
import { allLinks, allNodes, allPairs, type ButterflySizes } from "./sizes.ts";

/** Metrics that are cut down together. */
export interface Sample {
  /** The value of the label `sample` of `butterfly:kept:ratio`. */
  readonly name: string;
  readonly metrics: readonly string[];
  /** The labels whose hash decides. The metrics have them all, on all series; `instance` is the target's. */
  readonly by: readonly string[];
  /** Members that are kept whatever their hash: those of which these labels, joined by `;`, match. */
  readonly always?: { readonly labels: readonly string[]; readonly regex: string };
  /** Samples that all targets together expose of these metrics. */
  readonly exposed: (sizes: ButterflySizes) => number;
  /** What is to remain of these: the modulus is the lowest power of two that does it. */
  readonly allowance: number;
  /** Why so few are enough. */
  readonly why: string;
}

/** `coordinator-1`, and a pair that has one. */
const COORDINATOR = "coordinator.*";

const layersOfNodes = ({ layers, computeNodes }: ButterflySizes) => layers * computeNodes;

/** The samples. Allowances are for the specification's budget, a million series for everything. */
export const samples: readonly Sample[] = [
  {
    name: "links",
    metrics: [
      "butterfly_connection_latency_seconds",
      "butterfly_connection_active",
      "butterfly_quic_rtt_seconds",
      "butterfly_quic_packet_loss_ratio",
    ],
    by: ["from_node", "to_node"],
    always: { labels: ["from_node", "to_node"], regex: `${COORDINATOR};.*|.*;${COORDINATOR}` },
    exposed: (sizes) => allLinks(sizes) * 13,
    allowance: 30_000,
    why: "each node keeps its links from and to all coordinators, which tell one that is cut off; of the others there are some of each",
  },
  {
    name: "traffic",
    metrics: [
      "butterfly_network_bytes_sent",
      "butterfly_network_bytes_received",
      "butterfly_network_messages_sent_total",
      "butterfly_network_messages_received_total",
      "butterfly_connection_errors_total",
    ],
    by: ["from_node", "to_node"],
    exposed: (sizes) => allLinks(sizes) * 16,
    allowance: 60_000,
    why: "totals over links, which the share kept scales up: in a mesh that is large enough to be sampled no link carries much of them",
  },
  {
    name: "layers",
    metrics: ["butterfly_layer_compute_duration_seconds"],
    by: ["layer_id", "node_id", "model"],
    exposed: (sizes) => layersOfNodes(sizes) * sizes.models * 9,
    allowance: 40_000,
    why: "quantiles of a layer, over dozens of its places among nodes and models",
  },
  {
    name: "layer-memory",
    metrics: ["butterfly_layer_memory_bytes", "butterfly_attention_heads_active"],
    by: ["layer_id", "node_id"],
    exposed: (sizes) => layersOfNodes(sizes) * 4,
    allowance: 30_000,
    why: "sums by layer and by node, which the share kept scales up",
  },
  {
    name: "tensors",
    metrics: ["butterfly_tensor_size_bytes"],
    by: ["instance", "layer_id", "direction"],
    exposed: (sizes) => layersOfNodes(sizes) * 2 * 10,
    allowance: 20_000,
    why: "the median size of a layer's tensors, which is the model's and the same on all nodes",
  },
  {
    name: "waits",
    metrics: ["butterfly_dependency_wait_duration_seconds"],
    by: ["task_id", "node_id"],
    exposed: ({ computeNodes, coordinators }) => (computeNodes + coordinators) * 100 * 8,
    allowance: 20_000,
    why: "quantiles over tasks: no question asks for one of them",
  },
  {
    name: "barriers",
    metrics: ["butterfly_barrier_wait_duration_seconds"],
    by: ["barrier_id", "node_id"],
    exposed: ({ computeNodes, coordinators }) => (computeNodes + coordinators) * 16 * 8,
    allowance: 20_000,
    why: "quantiles over barriers",
  },
  {
    name: "checkpoint-sizes",
    metrics: ["butterfly_checkpoint_size_bytes"],
    by: ["checkpoint_id", "node_id"],
    exposed: ({ computeNodes, coordinators }) => (computeNodes + coordinators) * 10 * 8,
    allowance: 20_000,
    why: "the average size, as a ratio of sums",
  },
  {
    name: "cores",
    metrics: ["butterfly_cpu_usage_ratio"],
    by: ["core", "node_id"],
    // A node that shows one series for all its cores has no `core`.
    always: { labels: ["core"], regex: "" },
    exposed: (sizes) => allNodes(sizes) * sizes.coresPerNode,
    allowance: 20_000,
    why: "averages over the cores of a node",
  },
  {
    name: "pairs",
    metrics: ["butterfly_synchronization_skew_seconds"],
    by: ["node_pair"],
    always: { labels: ["node_pair"], regex: `${COORDINATOR}|.*_${COORDINATOR}` },
    exposed: allPairs,
    allowance: 5_000,
    why: "the skew of two nodes is the difference of theirs to a coordinator: those pairs are all kept",
  },
  {
    name: "divergences",
    metrics: ["butterfly_state_divergence_detected_total"],
    by: ["node_id_pair"],
    always: { labels: ["node_id_pair"], regex: `${COORDINATOR}|.*_${COORDINATOR}` },
    exposed: allPairs,
    allowance: 5_000,
    why: "of two nodes whose states differ, one differs from a coordinator: those pairs are all kept, and none goes unseen",
  },
];

/** A cluster whose samples come to no more than this keeps all of them. */
const KEPT_WHOLE = 400_000;

/** One in how many members of a sample is kept; 1: all. Growing clusters keep a part of what smaller ones keep. */
export function modulusOf({ exposed, allowance }: Sample, sizes: ButterflySizes): number {
  const all = samples.reduce((sum, sample) => sum + sample.exposed(sizes), 0);
  if (all <= KEPT_WHOLE) return 1;
  return 2 ** Math.max(0, Math.ceil(Math.log2(exposed(sizes) / allowance)));
}

/** The label that holds a member's hash until it is decided on. */
const HASH = "__tmp_sample";

/** The steps that keep the samples, none where a cluster of this size needs none. They follow the target's labels. */
export function reductionSteps(sizes: ButterflySizes): readonly RelabelConfig[] {
  const steps = samples.flatMap((sample) => stepsOf(sample, modulusOf(sample, sizes)));
  // Prometheus stores a label that is left behind, whatever its name begins with.
  return steps.length === 0 ? [] : [...steps, { action: "labeldrop", regex: HASH }];
}

function stepsOf({ metrics, by, always }: Sample, modulus: number): readonly RelabelConfig[] {
  if (modulus === 1) return [];
  const names = `(?:${metrics.join("|")})(?:_bucket|_sum|_count)?`;
  return [
    { source_labels: by, action: "hashmod", modulus, target_label: HASH },
    ...(always === undefined
      ? []
      : [{ source_labels: always.labels, regex: always.regex, target_label: HASH, replacement: "0" }]),
    { source_labels: ["__name__", HASH], action: "drop", regex: `${names};[1-9]\\d*` },
  ];
}

/** The share of each sample's members that is kept by their hash, by the sample's name. */
export function keptRatios(sizes: ButterflySizes): Readonly<Record<string, number>> {
  return Object.fromEntries(samples.map((sample) => [sample.name, 1 / modulusOf(sample, sizes)]));
}
