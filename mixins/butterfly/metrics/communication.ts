import type { Metric } from "../../../queries/catalogue.ts";
import { oneOf } from "../../one-of.ts";
import { fromNode, messageType, nodeId, protocol, toNode } from "../labels.ts";

/** Communication metrics: traffic, connections and QUIC. */
export const communicationMetrics: readonly Metric[] = [
  {
    name: "butterfly_network_bytes_sent",
    type: "counter",
    help: "Total bytes sent over the network.",
    unit: "bytes",
    labels: { from_node: fromNode, to_node: toNode, protocol },
    // A counter without `_total`, its unit not last.
    conventionalName: "butterfly_network_sent_bytes_total",
  },
  {
    name: "butterfly_network_bytes_received",
    type: "counter",
    help: "Total bytes received over the network.",
    unit: "bytes",
    labels: { from_node: fromNode, to_node: toNode, protocol },
    conventionalName: "butterfly_network_received_bytes_total",
  },
  {
    name: "butterfly_network_messages_sent_total",
    type: "counter",
    help: "Total messages sent.",
    unit: "count",
    labels: { from_node: fromNode, to_node: toNode, message_type: messageType },
  },
  {
    name: "butterfly_network_messages_received_total",
    type: "counter",
    help: "Total messages received.",
    unit: "count",
    labels: { from_node: fromNode, to_node: toNode, message_type: messageType },
  },
  {
    name: "butterfly_connection_errors_total",
    type: "counter",
    help: "Connection errors.",
    unit: "count",
    labels: {
      from_node: fromNode,
      to_node: toNode,
      error_type: oneOf("timeout", "refused", "reset", "encryption_error"),
    },
  },
  {
    name: "butterfly_connection_latency_seconds",
    type: "histogram",
    help: "Round-trip latency between nodes.",
    unit: "seconds",
    labels: { from_node: fromNode, to_node: toNode },
    buckets: [0.0001, 0.001, 0.01, 0.05, 0.1, 0.5, 1],
  },
  {
    name: "butterfly_connection_active",
    type: "gauge",
    help: "Whether a connection is active (1) or not (0).",
    unit: "count",
    labels: { from_node: fromNode, to_node: toNode },
  },
  {
    name: "butterfly_quic_streams_active",
    type: "gauge",
    help: "Number of active QUIC streams.",
    unit: "count",
    labels: { node_id: nodeId },
  },
  {
    name: "butterfly_quic_congestion_window_bytes",
    type: "gauge",
    help: "QUIC congestion window size.",
    unit: "bytes",
    labels: { node_id: nodeId },
  },
  {
    name: "butterfly_quic_rtt_seconds",
    type: "gauge",
    help: "QUIC round-trip time.",
    unit: "seconds",
    labels: { from_node: fromNode, to_node: toNode },
  },
  {
    name: "butterfly_quic_packet_loss_ratio",
    type: "gauge",
    help: "Ratio of lost packets (0.0 - 1.0).",
    unit: "ratio",
    labels: { from_node: fromNode, to_node: toNode },
  },
];
