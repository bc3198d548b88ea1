import type { ScrapedSystem } from "../components/metrics/scraped-system.ts";
import { type Connection, tcp } from "../components/workload/connection.ts";
import { butterflyByzantine } from "../dashboards/butterfly/byzantine.ts";
import { butterflyCheckpoints } from "../dashboards/butterfly/checkpoints.ts";
import { butterflyConsensus } from "../dashboards/butterfly/consensus.ts";
import { butterflyNetwork } from "../dashboards/butterfly/network.ts";
import { butterflyOverview } from "../dashboards/butterfly/overview.ts";
import { butterflyRequestLatency } from "../dashboards/butterfly/request-latency.ts";
import { butterflyResources } from "../dashboards/butterfly/resources.ts";
import { butterflySeries } from "../mixins/butterfly/cardinality.ts";
import { butterflyLogs } from "../mixins/butterfly/logs.ts";
import { butterfly as mixin } from "../mixins/butterfly/mixin.ts";
import { keptRatios } from "../mixins/butterfly/reduction.ts";
import { butterflyScrapeJobs } from "../mixins/butterfly/scrape.ts";
import { allNodes, type ButterflySizes } from "../mixins/butterfly/sizes.ts";
import { butterflyTraces } from "../mixins/butterfly/traces.ts";
import { type ButterflySettings, butterflySettings } from "./butterfly-settings.ts";
import { type System, scrapedAlready } from "./system.ts";

/** Butterfly, the distributed inference system: observed where the settings say where it runs, or where it is simulated. */
export const butterfly: System = {
  mixin,
  logs: butterflyLogs,
  traces: butterflyTraces,
  dashboards: [
    butterflyOverview,
    butterflyRequestLatency,
    butterflyConsensus,
    butterflyNetwork,
    butterflyResources,
    butterflyByzantine,
    butterflyCheckpoints,
  ],
  section: butterflySettings,
  observe: (settings) => {
    const own = butterflySettings.of(settings);
    if (own === undefined) return settings.simulator === "on" ? scrapedAlready : undefined;
    return scraped(settings.cluster.name, own);
  },
  series: (settings) => {
    const own = butterflySettings.of(settings);
    if (own === undefined) return { jobs: [], values: {} };
    const sizes = sizesOf(own);
    const jobs = scraped(settings.cluster.name, own).jobs.map(({ job_name }) => job_name);
    const nodes = allNodes(sizes);
    return {
      jobs: butterflySeries(sizes, jobs),
      values: { node_id: nodes, from_node: nodes, to_node: nodes, error_type: 50 },
    };
  },
};

function sizesOf({ size, coordinators }: ButterflySettings): ButterflySizes {
  return { ...size, peers: size.peers ?? Number.POSITIVE_INFINITY, coordinators: coordinators?.targets.length ?? 0 };
}

/**
 * The scrape jobs of a Butterfly cluster and the ways to its nodes.
 *
 * @param cluster the value of the label `cluster`.
 * @param settings where its nodes are found.
 */
function scraped(cluster: string, settings: ButterflySettings): ScrapedSystem {
  const { coordinators, compute, observers, cidrs, nodeMemory } = settings;
  const sizes = sizesOf(settings);
  const discovery = {
    ...(coordinators === undefined ? {} : { coordinators: { targets: coordinators.targets.map(({ text }) => text) } }),
    ...(compute === undefined ? {} : { compute }),
    ...(observers === undefined ? {} : { observers }),
  };
  const jobs = butterflyScrapeJobs(cluster, discovery, sizes);
  const ports = new Set([
    ...(coordinators?.targets ?? []).map(({ port }) => port),
    ...(compute === undefined ? [] : [compute.port]),
  ]);
  const calls: readonly Connection[] = [
    ...(ports.size === 0
      ? []
      : [
          {
            to: { kind: "addresses", name: "Butterfly nodes", cidrs },
            ports: tcp(...[...ports].sort((a, b) => a - b)),
            why: "scrape Butterfly",
          } as const,
        ]),
    ...(observers?.namespaces ?? []).map(
      (namespace): Connection => ({
        to: { kind: "namespace", name: namespace, namespace },
        ports: tcp(observers?.port ?? 0),
        why: "scrape Butterfly observers",
      }),
    ),
  ];
  const memory = Object.entries(nodeMemory ?? {}).map(([role, { bytes }]) => [role, bytes] as const);
  return {
    jobs,
    calls,
    kept: keptRatios(sizes),
    ...(memory.length === 0 ? {} : { nodeMemory: Object.fromEntries(memory) }),
  };
}
