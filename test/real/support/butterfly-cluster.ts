import type { RequestListener } from "node:http";
import { butterflyCatalogue } from "../../../mixins/butterfly/metrics.ts";

/** What a test may do to the cluster. */
export interface Condition {
  /** Nodes that the coordinators count as active; the quorum is {@link QUORUM}. */
  activeNodes: number;
  /** Byzantine faults that `coordinator-1` has found, by the node that it found them at. */
  readonly faultsFound: Record<"compute-node-1" | "compute-node-2", number>;
  /** Tasks that wait at `compute-node-1`. */
  tasksQueued: number;
  /** Temperature of GPU 0 of `compute-node-1`, in °C. */
  gpuCelsius: number;
}

/** 2f+1 of the seven nodes. */
const QUORUM = 5;

/** A cluster that is well. */
const HEALTHY = { activeNodes: 7, tasksQueued: 3, gpuCelsius: 61 } as const;

/** Requests a second that each node answers, all of them in less than {@link ANSWER_SECONDS}. */
const REQUESTS_PER_SECOND = 20;
const ANSWER_SECONDS = 0.05;

const PEERS: readonly string[] = [
  "coordinator-1",
  "coordinator-2",
  "coordinator-3",
  "compute-node-1",
  "compute-node-2",
  "compute-node-3",
  "compute-node-4",
];
const NODES: readonly string[] = [...PEERS, "observer-0"];

/** https://prometheus.io/docs/instrumenting/exposition_formats/ */
const EXPOSITION = "text/plain; version=0.0.4; charset=utf-8";

type Labels = Readonly<Record<string, string>>;
type Samples = readonly (readonly [Labels, number])[];

/**
 * A Butterfly cluster as far as its alerts see it: three coordinators, four compute nodes and an observer, all well until
 * `condition` is changed.
 */
export class ButterflyCluster {
  readonly condition: Condition = { ...HEALTHY, faultsFound: { "compute-node-1": 0, "compute-node-2": 0 } };

  /** A node's HTTP server, which answers scrapes; undefined when the cluster has no such node. */
  node(name: string): RequestListener | undefined {
    if (!NODES.includes(name)) return undefined;
    return (_, response) => response.writeHead(200, { "content-type": EXPOSITION }).end(this.metricsOf(name));
  }

  private metricsOf(node: string): string {
    const requests = Math.floor(REQUESTS_PER_SECOND * (performance.now() / 1000));
    const role = node.replace(/-.*/, "");
    const own: Labels = { node_id: node };
    const work: Labels = { node_role: role, method: "inference" };
    const served = [
      samples("butterfly_requests_total", [
        [{ ...work, status: "success" }, requests],
        [{ ...work, status: "error" }, 0],
      ]),
      duration(work, requests),
      samples(
        "butterfly_connection_active",
        PEERS.filter((other) => other !== node).map((other) => [{ from_node: node, to_node: other }, 1]),
      ),
    ];
    switch (role) {
      case "coordinator":
        return [...served, ...this.coordinator(node)].join("");
      case "compute":
        return [...served, ...this.computeNode(node, own, requests)].join("");
      default:
        return samples("butterfly_cluster_size", [[{ state: "active" }, this.condition.activeNodes]]);
    }
  }

  private coordinator(node: string): readonly string[] {
    const { activeNodes, faultsFound } = this.condition;
    // A fault bears the name of the node that it was found at, not of the one that found it.
    const faults = Object.entries(faultsFound).map(
      ([culprit, count]) =>
        [{ node_id: culprit, fault_type: "merkle_mismatch" }, node === "coordinator-1" ? count : 0] as const,
    );
    return [
      samples("butterfly_cluster_size", [
        [{ state: "active" }, activeNodes],
        [{ state: "degraded" }, HEALTHY.activeNodes - activeNodes],
      ]),
      samples("butterfly_quorum_size", [[{}, QUORUM]]),
      samples("butterfly_consensus_leader_changes_total", [[{}, 1]]),
      samples("butterfly_byzantine_faults_detected_total", faults),
    ];
  }

  private computeNode(node: string, own: Labels, done: number): readonly string[] {
    const { tasksQueued, gpuCelsius } = node === "compute-node-1" ? this.condition : HEALTHY;
    return [
      samples("butterfly_tasks_queued", [[own, tasksQueued]]),
      // A queue that grows is one whose tasks are not completed.
      samples("butterfly_tasks_completed_total", [[{ ...own, status: "success" }, tasksQueued > 100 ? 0 : done]]),
      samples("butterfly_gpu_temperature_celsius", [[{ ...own, gpu_id: "0" }, gpuCelsius]]),
    ];
  }
}

/**
 * One family of the exposition.
 * @throws {Error} when Butterfly's catalogue does not know the metric with exactly these labels.
 */
function samples(name: string, values: Samples): string {
  const { type } = catalogued(name, values);
  return `# TYPE ${name} ${type}\n${values.map(([labels, value]) => line(name, labels, value)).join("")}`;
}

function duration(labels: Labels, count: number): string {
  const name = "butterfly_request_duration_seconds";
  const { type, buckets = [] } = catalogued(name, [[labels, count]]);
  const bounds = [
    ...buckets.map((bound) => [String(bound), bound >= ANSWER_SECONDS ? count : 0] as const),
    ["+Inf", count] as const,
  ];
  return [
    `# TYPE ${name} ${type}\n`,
    ...bounds.map(([le, value]) => line(`${name}_bucket`, { ...labels, le }, value)),
    line(`${name}_sum`, labels, count * ANSWER_SECONDS),
    line(`${name}_count`, labels, count),
  ].join("");
}

function catalogued(name: string, values: Samples) {
  const metric = butterflyCatalogue.metrics.find((candidate) => candidate.name === name);
  if (metric === undefined) throw new Error(`Butterfly's catalogue has no ${name}`);
  const expected = Object.keys(metric.labels).sort().join();
  for (const [labels] of values) {
    const found = Object.keys(labels).sort().join();
    if (found !== expected) throw new Error(`${name} has the labels ${found}; the catalogue says ${expected}`);
  }
  return metric;
}

function line(name: string, labels: Labels, value: number): string {
  const text = Object.entries(labels).map(([label, content]) => `${label}="${content}"`);
  return `${name}{${text.join(",")}} ${value}\n`;
}
