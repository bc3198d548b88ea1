import { highest } from "../../kit/extremes.ts";
import type { Band } from "../../kit/layout.ts";
import { timeseries } from "../../kit/panels/timeseries.ts";
import { inCluster, onNode } from "../selectors.ts";
import { tokensByModel } from "../tokens.ts";
import { fromNode, toNode } from "./ends.ts";

/** What goes over the links. */
export function trafficBands(): Band[] {
  return [
    { title: "Traffic", height: 8, panels: [bandwidthByNode(), messages(), received()] },
    { height: 8, panels: [streams(), congestion(), tokensByModel(16)] },
  ];
}

const bandwidthByNode = () =>
  timeseries({
    id: 11,
    title: "Bandwidth by node",
    description:
      "Bytes per second sent by, and received by, the three chosen nodes each with the highest peaks of the time range, over 5 minutes.\n\n**Good:** about even. **Otherwise:** one node far ahead carries a hand-over that the others do not: layers are placed badly, or it sends checkpoints.",
    unit: "Bps",
    series: "lines",
    queries: [
      {
        expr: highest({
          count: 3,
          by: "cluster, from_node",
          of: `sum by (cluster, from_node) (cluster_from_node_protocol:butterfly_network_sent_bytes:rate5m{${fromNode}})`,
        }),
        legend: "{{from_node}} sends",
      },
      {
        expr: highest({
          count: 3,
          by: "cluster, to_node",
          of: `cluster_to_node:butterfly_network_received_bytes:rate5m{${toNode}}`,
        }),
        legend: "{{to_node}} receives",
      },
    ],
  });

const messages = () =>
  timeseries({
    id: 12,
    title: "Messages by type",
    description:
      "Messages per second that all nodes of the chosen clusters send, by what they carry, over 5 minutes.\n\n**Good:** tensors follow the tokens, heartbeats are level. **Otherwise:** `consensus` far above its usual: elections. `checkpoint` all the time: nodes recover again and again.",
    unit: "ops",
    series: "stacked",
    queries: [
      {
        expr: `sum by (message_type) (cluster_message_type:butterfly_network_messages_sent:rate5m{${inCluster}})`,
        legend: "{{message_type}}",
      },
    ],
  });

const received = () =>
  timeseries({
    id: 13,
    title: "Messages that arrive",
    description:
      "Messages received as a share of those sent, in each chosen cluster as a whole.\n\n**Good:** 100%. **Otherwise:** below, messages are lost on the way, or nodes receive that Prometheus does not reach.",
    unit: "percentunit",
    series: "lines",
    queries: [
      {
        expr: `sum by (cluster) (cluster:butterfly_network_messages_received:rate5m{${inCluster}}) / on (cluster) sum by (cluster) (cluster_message_type:butterfly_network_messages_sent:rate5m{${inCluster}})`,
        legend: "{{cluster}}",
      },
    ],
  });

const streams = () =>
  timeseries({
    id: 14,
    title: "QUIC streams",
    description:
      "Active QUIC streams of the five chosen nodes with the highest peaks of the time range.\n\n**Good:** follows the requests. **Otherwise:** a line that only climbs is streams that are never closed: restart that node, tell the team.",
    unit: "locale",
    series: "lines",
    decimals: 0,
    queries: [
      {
        expr: highest({
          count: 5,
          by: "cluster, node_id",
          of: `max by (cluster, node_id) (butterfly_quic_streams_active{${onNode}})`,
        }),
        legend: "{{cluster}}/{{node_id}}",
      },
    ],
  });

const congestion = () =>
  timeseries({
    id: 15,
    title: "QUIC congestion window",
    description:
      "Bytes that may be under way unacknowledged: the average of the chosen nodes, and the smallest.\n\n**Good:** level and large. **Otherwise:** it falls where packets are lost: *Packet loss* says to whom.",
    unit: "bytes",
    series: "lines",
    queries: [
      { expr: `avg by (cluster) (butterfly_quic_congestion_window_bytes{${onNode}})`, legend: "{{cluster}} average" },
      { expr: `min by (cluster) (butterfly_quic_congestion_window_bytes{${onNode}})`, legend: "{{cluster}} smallest" },
    ],
  });
