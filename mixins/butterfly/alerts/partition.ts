import { inWords } from "../../limit.ts";
import type { AlertingRule } from "../../mixin.ts";
import { butterflyLimits as limits } from "../limits.ts";
import { DASHBOARD, TEAM } from "./names.ts";

const NODES = 'up{job=~"butterfly-.+"}';

/**
 * Nodes that are known now and were 5 minutes ago. One that is new is connected by and by. One that was scaled away is not
 * known any more, though its peers may report on it for ever, and a range would remember it for a while.
 */
const SETTLED = `${NODES} >= 0 and ${NODES} offset 5m >= 0`;

/** Settled nodes that Prometheus reached at every scrape of 2 minutes: what their peers lost is no restart. */
const STEADY = `min_over_time(${NODES}[2m]) == 1 and ${SETTLED}`;

/** Nodes under the name of a label of links. */
function as(label: "from_node" | "to_node", nodes: string): string {
  return `label_replace(${nodes}, "${label}", "$1", "node_id", "(.+)")`;
}

/** Alerts on nodes and links that are lost. */
export const partitionAlerts: readonly AlertingRule[] = [
  {
    // One alert for one lost node, not one for each pair. Either most of those that report on it have lost it, while it
    // answers Prometheus: it is cut off, which pages at once. Or it answers Prometheus for less than half of 4 minutes, and
    // its peers neither: it is dead, or comes and goes. That bears a restart of 2 minutes. Where no node of the cluster
    // reports on any, ButterflyClusterBelowQuorum speaks, once.
    alert: "ButterflyNetworkPartition",
    expr: `
avg by (cluster, to_node) (butterfly_connection_active == bool 0) > ${limits.lostPeers.value}
and on (cluster, to_node)
${as("to_node", STEADY)}
or on (cluster, to_node)
1 - avg by (cluster, to_node) (
  ${as("to_node", `avg_over_time(up{job=~"butterfly-(coordinators|compute-nodes)"}[4m]) < 0.5 and ${SETTLED}`)}
)
unless on (cluster, to_node)
avg by (cluster, to_node) (butterfly_connection_active == bool 1) >= 1 - ${limits.lostPeers.value}
and on (cluster)
group by (cluster) (butterfly_connection_active)`,
    for: "20s",
    keepFiringFor: "5m",
    severity: "critical",
    // Of a node that answers nobody from the two minutes on that a restart may take: before, it is not dead.
    detectWithin: "1m",
    team: TEAM,
    summary: "Butterfly node {{ $labels.to_node }} of cluster {{ $labels.cluster }} is cut off from its peers.",
    description: `{{ $value | humanizePercentage }} of the nodes that are connected to {{ $labels.to_node }} have lost it, or it failed so many scrapes of the last 4 minutes (threshold: ${inWords(limits.lostPeers)}).`,
    dashboard: DASHBOARD,
    dashboardVariables: { node: "to_node" },
  },
  {
    // A pipeline of layers is a chain: cut in the middle, each end has lost exactly half of its peers. So links count as well,
    // those between nodes that both live: a restart takes none of them down.
    alert: "ButterflyLinksDown",
    expr: `
count by (cluster) (
  butterfly_connection_active == 0
  and on (cluster, from_node)
  ${as("from_node", STEADY)}
  and on (cluster, to_node)
  ${as("to_node", STEADY)}
)
  / on (cluster)
  count by (cluster) (butterfly_connection_active)
  > ${limits.linksDown.value}`,
    for: "20s",
    keepFiringFor: "5m",
    severity: "critical",
    detectWithin: "1m",
    team: TEAM,
    summary: "Links between living nodes of Butterfly cluster {{ $labels.cluster }} are down.",
    description: `{{ $value | humanizePercentage }} of the links are down between nodes that Prometheus reaches (threshold: ${inWords(limits.linksDown)}). Layers on both sides of a cut wait for each other.`,
    dashboard: DASHBOARD,
  },
  {
    // A node that is gone from discovery and from its peers looks like one that was scaled away, but that the cluster still
    // counts it. Targets that do not answer have alerts of their own.
    alert: "ButterflyNodesDegraded",
    expr: `
max by (cluster) (butterfly_cluster_size{state="degraded"})
  - on (cluster)
  (
    count by (cluster) (${NODES} == 0)
    or on (cluster)
    0 * max by (cluster) (butterfly_cluster_size)
  )
  > 0`,
    for: "5m",
    keepFiringFor: "5m",
    severity: "warning",
    detectWithin: "7m",
    team: TEAM,
    summary: "Butterfly cluster {{ $labels.cluster }} counts nodes as degraded that Prometheus does not miss.",
    description:
      "The cluster counts {{ $value }} more degraded nodes than there are targets that do not answer: nodes that are ill, or that discovery has lost.",
    dashboard: DASHBOARD,
  },
];
