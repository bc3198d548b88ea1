/** How many series Butterfly's nodes bring, by what the nodes of each role expose and what of it is kept. */
import type { Metric } from "../../queries/catalogue.ts";
import {
  type Count,
  type JobSeries,
  type MetricSeries,
  resolve,
  seriesOfCombination,
} from "../cardinality/series-count.ts";
import { byzantineMetrics } from "./metrics/byzantine.ts";
import { checkpointMetrics } from "./metrics/checkpoints.ts";
import { communicationMetrics } from "./metrics/communication.ts";
import { computationMetrics } from "./metrics/computation.ts";
import { consensusMetrics } from "./metrics/consensus.ts";
import { coordinationMetrics } from "./metrics/coordination.ts";
import { requestMetrics } from "./metrics/requests.ts";
import { resourceMetrics } from "./metrics/resources.ts";
import { butterflyCatalogue } from "./metrics.ts";
import { modulusOf, samples } from "./reduction.ts";
import { allNodes, type ButterflySizes, peersOf } from "./sizes.ts";

type Values = Readonly<Record<string, Count<ButterflySizes>>>;

/** The nodes of one role: a scrape job. */
interface Role {
  readonly job: string;
  readonly targets: Count<ButterflySizes>;
  readonly metrics: readonly Metric[];
  /** Values that a label has on one node, where they differ from those of `values`. */
  readonly values?: Values;
  /** Of single metrics. */
  readonly valuesOf?: Readonly<Record<string, Values>>;
}

/**
 * How many values each label has on one node. A label with a closed set has all of them; those that name the node have one.
 * Others, whose number no stack knows (tasks, barriers, kinds of error …), have their bounds in the catalogue.
 */
const values: Values = {
  node_id: 1,
  node_role: 1,
  from_node: 1,
  from_coordinator: 1,
  to_node: peersOf,
  layer_id: ({ layers }) => layers,
  model: ({ models }) => models,
  gpu_id: ({ gpusPerNode }) => gpusPerNode,
  core: ({ coresPerNode }) => coresPerNode,
  // Each pair is told by the node that comes first in its name.
  node_pair: (sizes) => pairsWithoutCoordinators(sizes),
  node_id_pair: (sizes) => pairsWithoutCoordinators(sizes),
};

/** Of a node that is no coordinator, on average. */
function pairsWithoutCoordinators({ computeNodes, observers }: ButterflySizes): number {
  return Math.max(0, (computeNodes + observers - 1) / 2);
}

/** Of a coordinator, on average: those with each other node, and with half of the other coordinators. */
function pairsOfCoordinator({ coordinators, computeNodes, observers }: ButterflySizes): number {
  return computeNodes + observers + Math.max(0, (coordinators - 1) / 2);
}

/** Tasks of a node whose Merkle roots differ, between two of its restarts: a hundred would be a cluster in ruins. */
const MISMATCHED_TASKS = 10;
const mismatches = { butterfly_merkle_root_mismatches_total: { task_id: MISMATCHED_TASKS } };

const ofCoordinators = new Set(["butterfly_tasks_assigned_total", "butterfly_task_reassignments_total"]);
const ofCluster = new Set(["butterfly_cluster_size", "butterfly_quorum_size"]);

/** What the nodes of each role expose, as far as the specification says, and else as much as they could. */
const roles: readonly Role[] = [
  {
    job: "butterfly-coordinators",
    targets: ({ coordinators }) => coordinators,
    metrics: [
      ...requestMetrics,
      ...consensusMetrics,
      ...communicationMetrics,
      ...resourceMetrics,
      ...checkpointMetrics,
      ...coordinationMetrics,
      ...byzantineMetrics,
    ],
    values: {
      to_node: (sizes) => allNodes(sizes) - 1,
      node_pair: pairsOfCoordinator,
      node_id_pair: pairsOfCoordinator,
    },
    valuesOf: {
      butterfly_consensus_heartbeat_failures_total: { to_node: ({ coordinators }) => Math.max(0, coordinators - 1) },
      // A coordinator judges all nodes, and says so under their names.
      ...Object.fromEntries(byzantineMetrics.map(({ name }) => [name, { node_id: allNodes }])),
      ...mismatches,
    },
  },
  {
    job: "butterfly-compute-nodes",
    targets: ({ computeNodes }) => computeNodes,
    metrics: [
      ...requestMetrics,
      ...computationMetrics,
      ...communicationMetrics,
      ...resourceMetrics,
      ...checkpointMetrics,
      ...coordinationMetrics.filter(({ name }) => !ofCoordinators.has(name)),
      ...byzantineMetrics,
    ],
    valuesOf: mismatches,
  },
  {
    job: "butterfly-observers",
    targets: ({ observers }) => observers,
    metrics: [
      ...requestMetrics,
      ...consensusMetrics.filter(({ name }) => ofCluster.has(name)),
      ...communicationMetrics,
      ...resourceMetrics.filter(({ name }) => !name.includes("_gpu_")),
      // They tell of the clocks and states that they see.
      ...coordinationMetrics.filter(({ labels }) => "node_pair" in labels),
      ...checkpointMetrics.filter(({ labels }) => "node_id_pair" in labels),
    ],
  },
];

/**
 * What the nodes of a Butterfly cluster bring, by scrape job.
 *
 * @param jobs the scrape jobs that there are: nodes of a role that nothing scrapes bring nothing, though others are linked to
 *   them.
 */
export function butterflySeries(sizes: ButterflySizes, jobs: readonly string[]): readonly JobSeries[] {
  return roles
    .filter(({ job }) => jobs.includes(job))
    .map((role) => {
      const targets = resolve(role.targets, sizes);
      const metrics = role.metrics.map((metric) => seriesOf(metric, role, sizes, targets));
      return { job: role.job, targets, metrics, labels: mostLabels };
    });
}

/** The metric's own labels, those of its target, `le` and the name. */
const mostLabels =
  Math.max(...butterflyCatalogue.metrics.map(({ labels }) => Object.keys(labels).length)) +
  Object.keys(butterflyCatalogue.targetLabels).length +
  2;

function seriesOf(metric: Metric, role: Role, sizes: ButterflySizes, targets: number): MetricSeries {
  const labels = Object.keys(metric.labels);
  const members = labels.reduce((product, label) => product * valuesOf(metric, label, role, sizes), 1);
  const each = seriesOfCombination(metric) * targets;
  return { metric: metric.name, exposed: members * each, series: keptOf(metric, members, role, sizes) * each };
}

function valuesOf(
  { name, labels }: Metric,
  label: string,
  { values: own, valuesOf: single }: Role,
  sizes: ButterflySizes,
) {
  const count = single?.[name]?.[label] ?? own?.[label] ?? values[label] ?? labels[label]?.bound;
  if (count === undefined) throw new Error(`${name}{${label}} has no bound: say how many values it has on one node`);
  return resolve(count, sizes);
}

/** The members of a metric that one node shows and relabelling keeps, on average. */
function keptOf({ name }: Metric, members: number, { job }: Role, sizes: ButterflySizes): number {
  const sample = samples.find(({ metrics }) => metrics.includes(name));
  if (sample === undefined) return members;
  const always = sample.always === undefined ? 0 : Math.min(members, alwaysKept(sample.always.labels, job, sizes));
  return always + (members - always) / modulusOf(sample, sizes);
}

/** The members that are kept whatever their hash: links from and to coordinators, and pairs that have one. */
function alwaysKept([label]: readonly string[], job: string, sizes: ButterflySizes): number {
  const isCoordinator = job === "butterfly-coordinators";
  switch (label) {
    case "from_node":
      return isCoordinator ? allNodes(sizes) - 1 : sizes.coordinators;
    case "node_pair":
    case "node_id_pair":
      return isCoordinator ? pairsOfCoordinator(sizes) : 0;
    default:
      return 0;
  }
}
