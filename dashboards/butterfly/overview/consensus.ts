import { butterflyLimits as limits } from "../../../mixins/butterfly/limits.ts";
import { inWords } from "../../../mixins/limit.ts";
import type { Band } from "../../kit/layout.ts";
import { timeseries } from "../../kit/panels/timeseries.ts";
import { highIsBad } from "../../kit/thresholds.ts";
import { leaderChangesPerHour } from "../queries.ts";
import { inCluster } from "../selectors.ts";

/** Whether the coordinators agree, and what goes over the network between nodes. */
export function consensusBands(): Band[] {
  return [
    { title: "Consensus and network", height: 8, panels: [leaderChanges(), termSpread(), lag()] },
    { height: 8, panels: [links(), bandwidth()] },
  ];
}

const leaderChanges = () =>
  timeseries({
    id: 16,
    title: "Leader changes per hour",
    description: `Elections in the hour before each point, for each chosen cluster as a whole.\n\n**Good:** 0, or 1 after a rollout. **Otherwise:** above ${inWords(limits.leaderChanges)} ButterflyFrequentLeaderChanges fires: look for coordinators that restart, for slow disks and for lost heartbeats between them.`,
    unit: "locale",
    series: "lines",
    decimals: 0,
    thresholds: highIsBad({ yellow: 3, red: limits.leaderChanges.value }),
    queries: [{ expr: leaderChangesPerHour, legend: "{{cluster}}" }],
  });

const termSpread = () =>
  timeseries({
    id: 17,
    title: "Term spread",
    description:
      "Highest less lowest Raft term among the coordinators of a cluster.\n\n**Good:** 0; a spike of one scrape is an election. **Otherwise:** a spread that stays is a coordinator cut off from the others: see *Network bandwidth* and its logs.",
    unit: "locale",
    series: "lines",
    decimals: 0,
    thresholds: highIsBad({ red: 1 }),
    queries: [
      {
        expr: `max by (cluster) (butterfly_consensus_term{${inCluster}}) - min by (cluster) (butterfly_consensus_term{${inCluster}})`,
        legend: "{{cluster}}",
      },
    ],
  });

const lag = () =>
  timeseries({
    id: 18,
    title: "Commit and apply lag",
    description:
      "Log entries. Commit: the coordinator furthest ahead less the one furthest behind. Apply: entries committed and not yet applied, on the worst coordinator.\n\n**Good:** apply under 10 (yellow), commit under 100 (red). **Otherwise:** commit lag that grows is a follower on a slow disk or link; apply lag alone is a coordinator short of CPU.",
    unit: "locale",
    series: "lines",
    decimals: 0,
    thresholds: highIsBad({ yellow: 10, red: 100 }),
    queries: [
      {
        // Index against index: the log's number of entries falls when the log is compacted, an index never does.
        expr: `max by (cluster) (butterfly_consensus_commit_index{${inCluster}}) - min by (cluster) (butterfly_consensus_commit_index{${inCluster}})`,
        legend: "{{cluster}} commit",
      },
      {
        expr: `max by (cluster) (butterfly_consensus_commit_index{${inCluster}} - butterfly_consensus_applied_index{${inCluster}})`,
        legend: "{{cluster}} apply",
      },
    ],
  });

const links = () =>
  timeseries({
    id: 24,
    title: "Links down",
    description: `Share of the links between nodes that are down: in each chosen cluster, and of the node there whose peers have lost it most.\n\n**Good:** flat on zero. **Otherwise:** *worst node* above ${inWords(limits.lostPeers)} fires ButterflyNetworkPartition: that node is cut off. The cluster's line up with it: the network is parted, or a switch is gone.`,
    unit: "percentunit",
    series: "lines",
    max: 1,
    thresholds: highIsBad({ yellow: 0.1, red: limits.lostPeers.value }),
    queries: [
      { expr: `cluster:butterfly_connection_active:down_ratio{${inCluster}}`, legend: "{{cluster}}" },
      {
        expr: `max by (cluster) (cluster_to_node:butterfly_connection_active:down_ratio{${inCluster}})`,
        legend: "{{cluster}} worst node",
      },
    ],
  });

const bandwidth = () =>
  timeseries({
    id: 19,
    title: "Network bandwidth",
    description:
      "Bytes per second that the chosen nodes send, by protocol, over 5 minutes. What one node sends another receives, so only sent bytes are counted.\n\n**Good:** follows *Throughput*. **Otherwise:** at the limit of the links, tensors wait: see the stalls in *Ten slowest layers*; at zero with requests coming in, see *Links down*.",
    unit: "Bps",
    series: "stacked",
    queries: [
      {
        expr: `sum by (protocol) (cluster_from_node_protocol:butterfly_network_sent_bytes:rate5m{${inCluster}, from_node=~"$node"})`,
        legend: "{{protocol}}",
      },
    ],
  });
