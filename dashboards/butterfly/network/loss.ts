import { butterflyLimits as limits } from "../../../mixins/butterfly/limits.ts";
import { inWords } from "../../../mixins/limit.ts";
import { highest } from "../../kit/extremes.ts";
import type { Band } from "../../kit/layout.ts";
import { timeseries } from "../../kit/panels/timeseries.ts";
import { highIsBad } from "../../kit/thresholds.ts";
import { inCluster } from "../selectors.ts";
import { toNode } from "./ends.ts";

/** What is cut, lost or refused. */
export function lossBand(): Band {
  return { title: "Losses", height: 8, panels: [lostByPeers(), packetLoss(), errors()] };
}

const lostByPeers = () =>
  timeseries({
    id: 8,
    title: "Lost by their peers",
    description: `Share of its links that are down, of the five chosen nodes with the highest peaks of the time range.\n\n**Good:** 0. **Otherwise:** above ${inWords(limits.lostPeers)} the node is cut off and ButterflyNetworkPartition pages.`,
    unit: "percentunit",
    series: "lines",
    max: 1,
    thresholds: highIsBad({ yellow: 0.1, red: limits.lostPeers.value }),
    queries: [
      {
        expr: highest({
          count: 5,
          by: "cluster, to_node",
          of: `cluster_to_node:butterfly_connection_active:down_ratio{${toNode}}`,
        }),
        legend: "{{cluster}}/{{to_node}}",
      },
    ],
  });

const packetLoss = () =>
  timeseries({
    id: 9,
    title: "Packet loss",
    description: `Average loss on the links to a node that are up, of the five chosen nodes with the highest peaks of the time range.\n\n**Good:** under 1%. **Otherwise:** above ${inWords(limits.packetLoss)} for 5 minutes ButterflyPacketLoss fires: a cable, a port, a switch, or a link at its limit.`,
    unit: "percentunit",
    series: "lines",
    thresholds: highIsBad({ yellow: 0.01, red: limits.packetLoss.value }),
    queries: [
      {
        expr: highest({
          count: 5,
          by: "cluster, to_node",
          of: `cluster_to_node:butterfly_quic_packet_loss_ratio:avg{${toNode}}`,
        }),
        legend: "{{cluster}}/{{to_node}}",
      },
    ],
  });

const errors = () =>
  timeseries({
    id: 10,
    title: "Connection errors",
    description: `Connections that fail per second over 5 minutes, in the chosen clusters as a whole, by type.\n\n**Good:** 0, with a peak at a rollout. **Otherwise:** above ${inWords(limits.connectionErrors)} to one node ButterflyConnectionErrors fires. \`encryption_error\`: certificates; \`refused\`: ports and policies.`,
    unit: "ops",
    series: "stacked",
    queries: [
      {
        expr: `sum by (error_type) (cluster_error_type:butterfly_connection_errors:rate5m{${inCluster}})`,
        legend: "{{error_type}}",
      },
    ],
  });
