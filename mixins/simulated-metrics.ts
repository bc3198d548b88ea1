/**
 * What of the catalogues the simulator's program must know (`simulator/`): plain data, which is deployed as a file beside it.
 */
import type { Catalogue, Metric } from "../queries/catalogue.ts";
import { bucketValue } from "../queries/promql/bucket-value.ts";
import { butterflyCatalogue } from "./butterfly/metrics.ts";
import { gpuCatalogue } from "./gpu/metrics.ts";
import { kubeStateMetricsCatalogue } from "./kubernetes/kube-state-metrics.ts";
import { litellmCatalogue } from "./llm/metrics/litellm.ts";
import { vllmCatalogue } from "./llm/metrics/vllm.ts";
import { maestroCatalogue } from "./maestro/metrics.ts";
import { nodeCatalogue } from "./node/metrics.ts";
import { tempoCatalogue } from "./tempo/metrics.ts";
import { spanMetricsCatalogue } from "./tempo/span-metrics.ts";

/** Systems that are simulated whole: each metric of their catalogues is exposed. */
export const simulated = [butterflyCatalogue, gpuCatalogue, maestroCatalogue, litellmCatalogue] as const;

/** Names that only older releases of vLLM have: the simulated one is new. */
const OLDER_VLLM: readonly string[] = ["vllm:gpu_cache_usage_perc", "vllm:time_per_output_token_seconds"];

/**
 * What is simulated in part: of exporters a few metrics, because rules on the systems above ask for them; vLLM in its newer
 * releases; and spans as the samplers count them.
 */
const inPart = [
  { ...vllmCatalogue, only: namesOf(vllmCatalogue).filter((name) => !OLDER_VLLM.includes(name)) },
  { ...spanMetricsCatalogue, only: namesOf(spanMetricsCatalogue) },
  { ...tempoCatalogue, only: ["tempo_distributor_spans_received_total", "tempodb_compaction_outstanding_blocks"] },
  { ...nodeCatalogue, only: ["node_filesystem_size_bytes", "node_filesystem_avail_bytes"] },
  {
    ...kubeStateMetricsCatalogue,
    only: [
      "kube_node_labels",
      "kube_node_status_capacity",
      "kube_node_status_allocatable",
      "kube_pod_container_resource_requests",
      "kube_pod_status_unschedulable",
    ],
  },
];

/** One metric. */
interface SimulatedMetric {
  readonly name: string;
  readonly type: "counter" | "gauge" | "histogram";
  readonly help: string;
  /** Names of its labels, and those of them that a series may lack. */
  readonly labels: readonly string[];
  readonly optional: readonly string[];
  /** A histogram's buckets, rising, without +Inf, each with its bound as the label `le` has it. */
  readonly buckets: readonly { readonly bound: number; readonly le: string }[];
}

/**
 * The simulated metrics, by system.
 * @throws {Error} for a metric of a type that no simulated system has.
 */
export function simulatedMetrics(): Readonly<Record<string, readonly SimulatedMetric[]>> {
  return Object.fromEntries([
    ...simulated.map(({ system, metrics }) => [system, metrics.map(simulatedMetric)]),
    ...inPart.map(({ system, metrics, only }) => [
      system,
      metrics.filter(({ name }) => only.some((each) => each === name)).map(simulatedMetric),
    ]),
  ]);
}

function namesOf({ metrics }: Catalogue): readonly string[] {
  return metrics.map(({ name }) => name);
}

function simulatedMetric({ name, type, help, labels, buckets = [] }: Metric): SimulatedMetric {
  if (type === "summary" || type === "unknown") throw new Error(`${name} is a ${type}: the simulator makes none`);
  const optional = Object.entries(labels).filter(([, { presence }]) => presence === "sometimes");
  return {
    name,
    type,
    help,
    labels: Object.keys(labels),
    optional: optional.map(([label]) => label),
    buckets: buckets.map((bound) => ({ bound, le: bucketValue(bound) })),
  };
}
