/**
 * What happens on links, mostly by one end or of the whole cluster: it has ten links a node and more, each with thirty series, and an
 * alert, or a graph of an hour, would read them all at each of its points.
 */
import type { RecordingRule, RuleGroup } from "../../mixin.ts";
import { KEPT_TRAFFIC } from "./kept.ts";

/** A rate over the links that are kept, as much more as all of them have. */
function ofAllLinks(by: string, counter: string): string {
  return `sum by (${by}) (rate(${counter}[5m])) / on (cluster) group_left () ${KEPT_TRAFFIC}`;
}

/** The slowest of a hundred round trips. What nothing goes over is not there: its quantile is NaN, which is not at least 0. */
function latencyQuantile(by: string): string {
  return `histogram_quantile(0.99, sum by (${by}, le) (rate(butterfly_connection_latency_seconds_bucket[5m]))) >= 0`;
}

/** The state of the links now: as quick as alerts are judged. */
const peers: RuleGroup<RecordingRule> = {
  name: "butterfly.peers",
  rules: [
    // The share of links that are down, of a cluster and of what its nodes have to each one of them.
    {
      record: "cluster:butterfly_connection_active:down_ratio",
      expr: "avg by (cluster) (butterfly_connection_active == bool 0)",
    },
    {
      record: "cluster_to_node:butterfly_connection_active:down_ratio",
      expr: "avg by (cluster, to_node) (butterfly_connection_active == bool 0)",
    },
    // A link that is down loses everything: a node that is cut off would make each of its peers look lossy.
    {
      record: "cluster_to_node:butterfly_quic_packet_loss_ratio:avg",
      expr: `
avg by (cluster, to_node) (
  butterfly_quic_packet_loss_ratio
  unless on (cluster, from_node, to_node)
  butterfly_connection_active == 0
)`,
    },
    {
      record: "cluster_from_node:butterfly_quic_rtt_seconds:max",
      expr: "max by (cluster, from_node) (butterfly_quic_rtt_seconds)",
    },
  ],
};

/** What goes over links, and how quickly. */
const links: RuleGroup<RecordingRule> = {
  name: "butterfly.links",
  interval: "1m",
  rules: [
    {
      record: "cluster_to_node:butterfly_connection_latency_seconds:p99_rate5m",
      expr: latencyQuantile("cluster, to_node"),
    },
    {
      record: "cluster_from_node_to_node:butterfly_connection_latency_seconds:p99_rate5m",
      expr: latencyQuantile("cluster, from_node, to_node"),
    },
    {
      record: "cluster_to_node:butterfly_connection_errors:rate5m",
      expr: ofAllLinks("cluster, to_node", "butterfly_connection_errors_total"),
    },
    {
      record: "cluster_error_type:butterfly_connection_errors:rate5m",
      expr: ofAllLinks("cluster, error_type", "butterfly_connection_errors_total"),
    },
    {
      record: "cluster_message_type:butterfly_network_messages_sent:rate5m",
      expr: ofAllLinks("cluster, message_type", "butterfly_network_messages_sent_total"),
    },
    {
      record: "cluster:butterfly_network_messages_received:rate5m",
      expr: `sum by (cluster) (rate(butterfly_network_messages_received_total[5m])) / on (cluster) ${KEPT_TRAFFIC}`,
    },
  ],
};

/** Recording rules on links. */
export const linkRecordings: readonly RuleGroup<RecordingRule>[] = [peers, links];
