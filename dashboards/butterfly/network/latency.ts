import { butterflyLimits as limits } from "../../../mixins/butterfly/limits.ts";
import { inWords } from "../../../mixins/limit.ts";
import { highest } from "../../kit/extremes.ts";
import type { Band } from "../../kit/layout.ts";
import { matrix } from "../../kit/panels/matrix.ts";
import { timeseries } from "../../kit/panels/timeseries.ts";
import { highIsBad } from "../../kit/thresholds.ts";
import { fromNode, toNode } from "./ends.ts";

/** How long a round trip takes, from whom to whom. */
export function latencyBands(): Band[] {
  return [
    { title: "Latency", height: 13, panels: [latencyMatrix()] },
    { height: 8, panels: [latencyByNode(), roundTrip()] },
  ];
}

const latencyMatrix = () =>
  matrix({
    id: 5,
    title: "Latency matrix",
    description: `The slowest of a hundred round trips of the last 5 minutes, from the node of the row to that of the column; the 100 slowest links of the chosen nodes.\n\n**Good:** all green. **Otherwise:** a red column is a node that answers late, a red row one that hears late, single red cells a link. Above ${inWords(limits.linkLatency)} to one node ButterflyLinksSlow fires.`,
    rows: "from_node",
    columns: "to_node",
    unit: "s",
    thresholds: highIsBad({ yellow: 0.05, red: limits.linkLatency.value }),
    expr: `topk(100, max by (from_node, to_node) (cluster_from_node_to_node:butterfly_connection_latency_seconds:p99_rate5m{${toNode}}))`,
  });

const p99 = `cluster_to_node:butterfly_connection_latency_seconds:p99_rate5m{${toNode}}`;

const latencyByNode = () =>
  timeseries({
    id: 6,
    title: "Round trips to the slowest nodes",
    description: `The slowest of a hundred round trips to each of the five chosen nodes with the highest peaks of the time range.\n\n**Good:** under 50 ms. **Otherwise:** above ${inWords(limits.linkLatency)} for 10 minutes ButterflyLinksSlow fires.`,
    unit: "s",
    series: "lines",
    thresholds: highIsBad({ yellow: 0.05, red: limits.linkLatency.value }),
    queries: [{ expr: highest({ count: 5, by: "cluster, to_node", of: p99 }), legend: "to {{cluster}}/{{to_node}}" }],
  });

const roundTrip = () =>
  timeseries({
    id: 7,
    title: "QUIC round trip",
    description:
      "QUIC's own estimate of the round trip on a node's slowest link, of the five chosen nodes with the highest peaks of the time range.\n\n**Good:** level. **Otherwise:** it climbs with the traffic: buffers fill, the link is at its limit: *Latency matrix* shows to whom.",
    unit: "s",
    series: "lines",
    queries: [
      {
        expr: highest({
          count: 5,
          by: "cluster, from_node",
          of: `cluster_from_node:butterfly_quic_rtt_seconds:max{${fromNode}}`,
        }),
        legend: "from {{cluster}}/{{from_node}}",
      },
    ],
  });
