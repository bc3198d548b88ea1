/** A Butterfly cluster of any size, as far as its metrics go: each node exposes all that the specification gives it. */
import type { RequestListener } from "node:http";
import { byzantineMetrics } from "../../../mixins/butterfly/metrics/byzantine.ts";
import { computationMetrics } from "../../../mixins/butterfly/metrics/computation.ts";
import { consensusMetrics } from "../../../mixins/butterfly/metrics/consensus.ts";
import { butterflyCatalogue } from "../../../mixins/butterfly/metrics.ts";
import type { ButterflySizes } from "../../../mixins/butterfly/sizes.ts";
import type { Metric } from "../../../queries/catalogue.ts";

const EXPOSITION = "text/plain; version=0.0.4; charset=utf-8";
/** Only coordinators assign tasks. */
const OF_COORDINATORS: readonly string[] = ["butterfly_tasks_assigned_total", "butterfly_task_reassignments_total"];

/** A cluster that a proxy plays: it answers for every node, by the host that is asked. */
export class ButterflyAtSize {
  readonly sizes: ButterflySizes;
  readonly coordinators: readonly string[];
  readonly computeNodes: readonly string[];
  #exposed = 0;

  constructor(sizes: ButterflySizes) {
    this.sizes = sizes;
    this.coordinators = named("coordinator", sizes.coordinators);
    this.computeNodes = named("compute-node", sizes.computeNodes);
  }

  /** Samples that were answered so far. */
  get exposed(): number {
    return this.#exposed;
  }

  readonly listener: RequestListener = ({ url = "", headers: { host = "" } }, response) => {
    const node = (URL.canParse(url) ? new URL(url).hostname : host).split(":")[0] ?? "";
    response.writeHead(200, { "content-type": EXPOSITION });
    for (const metric of this.#metricsOf(node)) response.write(this.#family(metric, node));
    response.end();
  };

  #metricsOf(node: string): readonly Metric[] {
    const isCoordinator = this.coordinators.includes(node);
    const foreign = isCoordinator ? computationMetrics : consensusMetrics;
    return butterflyCatalogue.metrics.filter(
      (metric) => !foreign.includes(metric) && (isCoordinator || !OF_COORDINATORS.includes(metric.name)),
    );
  }

  #family(metric: Metric, node: string): string {
    const { name, type, labels, buckets = [] } = metric;
    let members: readonly string[] = [""];
    for (const label of Object.keys(labels)) {
      const values = this.#values(metric, label, node);
      members = members.flatMap((member) => values.map((value) => `${member}${label}="${value}",`));
    }
    const lines =
      type === "histogram"
        ? members.flatMap((member) => [
            ...[...buckets.map(String), "+Inf"].map((le) => `${name}_bucket{${member}le="${le}"} 1`),
            `${name}_sum{${member}} 1`,
            `${name}_count{${member}} 1`,
          ])
        : members.map((member) => `${name}{${member}} 1`);
    this.#exposed += lines.length;
    return `# TYPE ${name} ${type}\n${lines.join("\n")}\n`;
  }

  #values(metric: Metric, label: string, node: string): readonly string[] {
    const all = [...this.coordinators, ...this.computeNodes];
    const others = all.filter((other) => other !== node);
    const { layers, models, gpusPerNode, coresPerNode } = this.sizes;
    switch (label) {
      case "node_id":
        return byzantineMetrics.includes(metric) && this.coordinators.includes(node) ? all : [node];
      case "node_role":
        return [node.split("-")[0] ?? ""];
      case "from_node":
      case "from_coordinator":
        return [node];
      case "to_node":
        return consensusMetrics.includes(metric) ? this.coordinators.filter((other) => other !== node) : others;
      case "node_pair":
      case "node_id_pair":
        return all.slice(all.indexOf(node) + 1).map((other) => `${node}_${other}`);
      case "layer_id":
        return numbers(layers);
      case "model":
        return numbers(models).map((index) => `model-${index}`);
      case "gpu_id":
        return numbers(gpusPerNode);
      case "core":
        return numbers(coresPerNode);
      case "task_id":
        return numbers(metric.name.includes("merkle") ? 10 : 100).map((index) => `task_${index}`);
      default: {
        const { values, bound = 0 } = metric.labels[label] ?? {};
        return values ?? numbers(bound);
      }
    }
  }
}

function named(role: string, count: number): readonly string[] {
  return Array.from({ length: count }, (_, index) => `${role}-${index + 1}`);
}

function numbers(count: number): readonly string[] {
  return Array.from({ length: count }, (_, index) => String(index));
}
