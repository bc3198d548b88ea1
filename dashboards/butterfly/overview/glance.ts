import { butterflyLimits as limits } from "../../../mixins/butterfly/limits.ts";
import { inWords } from "../../../mixins/limit.ts";
import { noData, orNaN, orZero } from "../../kit/absent.ts";
import type { Band } from "../../kit/layout.ts";
import { stat } from "../../kit/panels/stat.ts";
import { highIsBad, lowIsBad } from "../../kit/thresholds.ts";
import { errorRatio, faultsOfHour, nodesAboveQuorum, slowest } from "../queries.ts";
import { inCluster, knownNodes, knownNow, ofModel, onNode } from "../selectors.ts";

/** The top: rate, errors and duration, then whether the cluster can serve at all. */
export function glanceBands(): Band[] {
  return [
    { height: 4, panels: [requestRate(), errorRatioNow(), p99(), throughput()] },
    { height: 4, widths: [5, 4, 4, 6, 5], panels: [clusterStatus(), activeNodes(), linksDown(), byzantine(), queue()] },
  ];
}

const requestRate = () =>
  stat({
    id: 1,
    title: "Request rate",
    description:
      "Requests per second that nodes receive, health checks left out, by role: a coordinator hands each request on to compute nodes, so the two do not add up.\n\n**Good:** the usual of this hour. **Otherwise:** near zero, look at what stands before Butterfly and at *Cluster status*; far above, at *Longest task queue*.",
    unit: "reqps",
    graph: "sparkline",
    queries: [
      {
        expr: `sum by (node_role) (rate(butterfly_requests_total{${onNode}, method!="health_check"}[$interval]))`,
        legend: "{{node_role}}",
      },
    ],
  });

const errorRatioNow = () =>
  stat({
    id: 2,
    title: "Error ratio",
    description: `Share of requests that fail, in the cluster, role and method where it is highest; health checks left out.\n\n**Good:** under 1%. **Otherwise:** above ${inWords(limits.failedRequests)} ButterflyHighErrorRate fires: *Errors by type* says what fails, *Ten busiest nodes* where.`,
    unit: "percentunit",
    graph: "sparkline",
    decimals: 2,
    min: 0,
    thresholds: highIsBad({ yellow: 0.01, red: limits.failedRequests.value }),
    queries: [{ expr: `max(${errorRatio("cluster, node_role, method")})`, legend: "Error ratio" }],
  });

const p99 = () =>
  stat({
    id: 3,
    title: "P99 latency",
    description: `One inference request in a hundred took longer than this over 5 minutes, in the chosen cluster and the role where it is highest, whichever nodes are chosen. The last bucket ends at 10 s: 10 s means 10 s or more.\n\n**Good:** under 4 s. **Otherwise:** above ${inWords(limits.p99Latency)} ButterflyHighLatency fires: look at *Ten slowest layers*, *Longest task queue* and *GPU use*.`,
    unit: "s",
    graph: "sparkline",
    decimals: 2,
    min: 0,
    thresholds: highIsBad({ yellow: 4, red: limits.p99Latency.value }),
    queries: [{ expr: slowest(0.99), legend: "P99" }],
  });

const throughput = () =>
  stat({
    id: 4,
    title: "Throughput",
    description:
      "Tokens processed per second over the chosen nodes and models.\n\n**Good:** the usual of this hour, and over 1000 tok/s in the week's mean, which is the objective. **Otherwise:** with *Request rate* unchanged, requests are stuck: see *Ten slowest layers* and *GPU use*.",
    unit: "si:tok/s",
    graph: "sparkline",
    queries: [{ expr: `sum(rate(butterfly_tokens_processed_total{${ofModel}}[$interval]))`, legend: "Tokens" }],
  });

const clusterStatus = () =>
  stat({
    id: 5,
    title: "Cluster status",
    description:
      "Active nodes against the quorum, for each chosen cluster as a whole.\n\n**Good:** Quorum held. **Otherwise:** *No spare node*: the next loss stops the cluster, bring nodes back. *Below quorum*: nothing is committed and ButterflyClusterBelowQuorum pages. *No data*: no coordinator answers its scrape.",
    unit: "short",
    graph: "none",
    thresholds: lowIsBad({ yellow: 0, green: 1 }),
    mappings: [
      { type: "range", options: { from: null, to: -1, result: { text: "Below quorum", color: "red", index: 0 } } },
      { type: "value", options: { "0": { text: "No spare node", color: "yellow", index: 1 } } },
      { type: "range", options: { from: 1, to: null, result: { text: "Quorum held", color: "green", index: 2 } } },
      noData(3),
    ],
    queries: [
      {
        expr: orNaN(nodesAboveQuorum, "cluster", knownNodes),
        legend: "{{cluster}}",
      },
    ],
  });

const activeNodes = () =>
  stat({
    id: 6,
    title: "Active nodes",
    description:
      "Nodes that take part, and the number needed for a quorum, for each chosen cluster as a whole.\n\n**Good:** all the nodes that were deployed. **Otherwise:** compare with the nodes in *Node* above, and see on *Ten busiest nodes* who is missing.",
    unit: "locale",
    graph: "none",
    decimals: 0,
    mappings: [noData(0)],
    queries: [
      {
        expr: orNaN(`max by (cluster) (butterfly_cluster_size{${inCluster}, state="active"})`, "cluster", knownNodes),
        legend: "{{cluster}} active",
      },
      {
        expr: orNaN(`max by (cluster) (butterfly_quorum_size{${inCluster}})`, "cluster", knownNodes),
        legend: "{{cluster}} quorum",
      },
    ],
  });

const linksDown = () =>
  stat({
    id: 25,
    title: "Most links down",
    description: `Share of a node's links to others that are down, of the node whose peers have lost it most.\n\n**Good:** 0. **Otherwise:** above ${inWords(limits.lostPeers)} ButterflyNetworkPartition pages: a node is cut off; the dashboard Butterfly network says which.`,
    unit: "percentunit",
    graph: "sparkline",
    decimals: 0,
    min: 0,
    thresholds: highIsBad({ yellow: 0.1, red: limits.lostPeers.value }),
    queries: [{ expr: `max(cluster_to_node:butterfly_connection_active:down_ratio{${inCluster}})`, legend: "Links" }],
  });

const byzantine = () =>
  stat({
    id: 7,
    title: "Byzantine faults per hour",
    description:
      "Wrong results, bad signatures and differing Merkle trees found in the last hour, each by the coordinator that counts most.\n\n**Good:** 0. **Otherwise:** ButterflyByzantineFaultDetected pages on the first one. Take the node that it names out of service before asking why.",
    unit: "locale",
    graph: "sparkline",
    decimals: 0,
    min: 0,
    // A count of events: anything above nothing is one.
    thresholds: highIsBad({ red: 0.01 }),
    queries: [
      // Where none was ever found there is no series at all.
      { expr: orZero(`sum(${faultsOfHour})`, knownNow), legend: "Faults" },
    ],
  });

const queue = () =>
  stat({
    id: 8,
    title: "Longest task queue",
    description: `Tasks that wait on the node where most of them do.\n\n**Good:** under 80. **Otherwise:** above ${inWords(limits.queuedTasks)} ButterflyQueueBuildup fires: one long queue is a slow node, all of them long is too little capacity. *Ten busiest nodes* has each node's.`,
    unit: "locale",
    graph: "sparkline",
    decimals: 0,
    min: 0,
    thresholds: highIsBad({ yellow: 80, red: limits.queuedTasks.value }),
    queries: [{ expr: `max(butterfly_tasks_queued{${onNode}})`, legend: "Tasks" }],
  });
