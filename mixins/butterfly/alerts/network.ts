import { inWords } from "../../limit.ts";
import type { AlertingRule } from "../../mixin.ts";
import { butterflyLimits as limits } from "../limits.ts";
import { TEAM } from "./names.ts";

/** One alert for one end that is ill, not one for each of its links. */
const END = "cluster, to_node";
const shared = {
  keepFiringFor: "5m",
  severity: "warning",
  team: TEAM,
  dashboard: "butterfly-network",
  dashboardVariables: { node: "to_node" },
} as const;

/** Nodes that answer Prometheus, as the far end of links. */
const ANSWERING = `label_replace(up{job=~"butterfly-.+"} == 1, "to_node", "$1", "node_id", "(.+)")`;

/** Alerts on links that are there and bad. Those that are gone are told of by the alerts on partitions. */
export const networkAlerts: readonly AlertingRule[] = [
  {
    ...shared,
    alert: "ButterflyPacketLoss",
    expr: `
cluster_to_node:butterfly_quic_packet_loss_ratio:avg > ${limits.packetLoss.value}
and on (${END})
${ANSWERING}`,
    for: "5m",
    detectWithin: "7m",
    summary: "Links to Butterfly node {{ $labels.to_node }} of cluster {{ $labels.cluster }} lose packets.",
    description: `On average {{ $value | humanizePercentage }} of the packets to {{ $labels.to_node }} are lost (threshold: ${inWords(limits.packetLoss)}). QUIC sends them again, and tensors arrive late.`,
  },
  {
    ...shared,
    // A node that is slow makes one link of each of its peers slow, which is more than a hundredth of their round trips: so most
    // links to a node must be slow by themselves, of those that anything goes over.
    alert: "ButterflyLinksSlow",
    expr: `
cluster_to_node:butterfly_connection_latency_seconds:p99_rate5m > ${limits.linkLatency.value}
and on (${END})
avg by (${END}) (
  cluster_from_node_to_node:butterfly_connection_latency_seconds:p99_rate5m > bool ${limits.linkLatency.value}
) > ${limits.slowLinks.value}
and on (${END})
${ANSWERING}`,
    for: "10m",
    detectWithin: "13m",
    summary: "Links to Butterfly node {{ $labels.to_node }} of cluster {{ $labels.cluster }} are slow.",
    description: `One round trip in a hundred to {{ $labels.to_node }} takes {{ $value | printf "%.2f" }} s (threshold: ${inWords(limits.linkLatency)}). Each layer that is handed over waits for it.`,
  },
  {
    ...shared,
    alert: "ButterflyConnectionErrors",
    expr: `
cluster_to_node:butterfly_connection_errors:rate5m > ${limits.connectionErrors.value}
and on (${END})
${ANSWERING}`,
    for: "10m",
    detectWithin: "13m",
    summary: "Connections to Butterfly node {{ $labels.to_node }} of cluster {{ $labels.cluster }} fail.",
    description: `{{ $value | printf "%.1f" }} connections a second to {{ $labels.to_node }} fail (threshold: ${inWords(limits.connectionErrors)}), though it answers Prometheus.`,
  },
];
