import { butterflyLimits as limits } from "../../../mixins/butterfly/limits.ts";
import { inWords } from "../../../mixins/limit.ts";
import type { Band } from "../../kit/layout.ts";
import { stat } from "../../kit/panels/stat.ts";
import { highIsBad } from "../../kit/thresholds.ts";
import { inCluster } from "../selectors.ts";
import { fromNode, toNode } from "./ends.ts";

/** Is anything cut, lossy or slow? */
export function networkGlance(): Band {
  return { height: 4, panels: [linksDown(), loss(), latency(), bandwidth()] };
}

const linksDown = () =>
  stat({
    id: 1,
    title: "Links down",
    description: `Share of the links that are down, in the cluster where it is highest.\n\n**Good:** 0. **Otherwise:** above ${inWords(limits.linksDown)} between living nodes ButterflyLinksDown pages: *Lost by their peers* shows whom.`,
    unit: "percentunit",
    graph: "sparkline",
    decimals: 1,
    min: 0,
    thresholds: highIsBad({ red: limits.linksDown.value }),
    queries: [{ expr: `max(cluster:butterfly_connection_active:down_ratio{${inCluster}})`, legend: "Share" }],
  });

const loss = () =>
  stat({
    id: 2,
    title: "Packet loss, worst node",
    description: `Average loss on the links to a node that are up, of the chosen node where it is highest.\n\n**Good:** under 1%. **Otherwise:** above ${inWords(limits.packetLoss)} ButterflyPacketLoss fires.`,
    unit: "percentunit",
    graph: "sparkline",
    decimals: 2,
    min: 0,
    thresholds: highIsBad({ yellow: 0.01, red: limits.packetLoss.value }),
    queries: [{ expr: `max(cluster_to_node:butterfly_quic_packet_loss_ratio:avg{${toNode}})`, legend: "Loss" }],
  });

const latency = () =>
  stat({
    id: 3,
    title: "Round trip, P99",
    description: `The slowest of a hundred round trips of 5 minutes to one of the chosen nodes, the one where it is highest.\n\n**Good:** under 50 ms. **Otherwise:** *Latency matrix* shows between whom; above ${inWords(limits.linkLatency)} to one node ButterflyLinksSlow fires.`,
    unit: "s",
    graph: "sparkline",
    min: 0,
    thresholds: highIsBad({ yellow: 0.05, red: limits.linkLatency.value }),
    queries: [
      { expr: `max(cluster_to_node:butterfly_connection_latency_seconds:p99_rate5m{${toNode}})`, legend: "P99" },
    ],
  });

const bandwidth = () =>
  stat({
    id: 4,
    title: "Bandwidth",
    description:
      "Bytes per second that the chosen nodes send to others.\n\n**Good:** follows the tokens. **Otherwise:** far above them, tensors or checkpoints are sent again and again: see *Messages by type*.",
    unit: "Bps",
    graph: "sparkline",
    queries: [
      { expr: `sum(cluster_from_node_protocol:butterfly_network_sent_bytes:rate5m{${fromNode}})`, legend: "Sent" },
    ],
  });
