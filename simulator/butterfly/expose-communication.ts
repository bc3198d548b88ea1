import { Random } from "../engine/random.ts";
import type { TargetSeries } from "../engine/target-series.ts";
import type { NodeMoment } from "./moment.ts";
import type { ButterflyNode } from "./nodes.ts";

/** Bytes and messages a second from a node to another, by what they carry: the same for whoever tells of it. */
const TRAFFIC = {
  tensor: { messages: 15, bytes: 4e6 },
  checkpoint: { messages: 0.2, bytes: 2e6 },
  consensus: { messages: 12, bytes: 4e3 },
  heartbeat: { messages: 2, bytes: 200 },
} as const;

const ERROR_TYPES = ["timeout", "refused", "reset", "encryption_error"] as const;
/** Seconds after which a node tries a link again that is down. */
const RETRY = 5;
const USUAL_LOSS = 0.0005;
const ROUND_TRIP = 0.0006;
/** Round trips to other nodes that are measured in a second. */
const PINGS_PER_SECOND = 1;

/** What a node says of its links: traffic, connections and QUIC. */
export function exposeCommunication(series: TargetSeries, moment: NodeMoment): void {
  const { node, membership, work, random } = moment;
  let up = 0;
  for (const peer of membership.known) {
    const state = membership.link(node, peer);
    if (state === undefined) continue;
    if (state === "up") up++;
    exposeLink(series, moment, peer, state);
  }
  forgetDeparted(series, moment);
  const own = { node_id: node.name };
  const inFlight = work.nodes.get(node.name)?.inference.inFlight ?? 0;
  series.set("butterfly_quic_streams_active", own, 2 * up + Math.round(inFlight));
  series.set("butterfly_quic_congestion_window_bytes", own, Math.round(random.around(up === 0 ? 14_720 : 2e6, 0.1)));
}

function exposeLink(series: TargetSeries, moment: NodeMoment, peer: ButterflyNode, state: "up" | "down"): void {
  const { node, seconds, random } = moment;
  const link = { from_node: node.name, to_node: peer.name };
  const isUp = state === "up";
  const loss = isUp ? lossOf(moment, peer) : 1;
  const sent = isUp ? trafficOf(moment, node, peer) : undefined;
  const received = isUp ? trafficOf(moment, peer, node) : undefined;
  for (const [message_type, { messages }] of Object.entries(TRAFFIC)) {
    const labels = { ...link, message_type };
    series.add("butterfly_network_messages_sent_total", labels, Math.round(messages * (sent ?? 0) * seconds));
    series.add("butterfly_network_messages_received_total", labels, Math.round(messages * (received ?? 0) * seconds));
  }
  // Tensors and checkpoints go by QUIC, the rest by gRPC.
  const bytes = { quic: TRAFFIC.tensor.bytes + TRAFFIC.checkpoint.bytes, grpc: TRAFFIC.consensus.bytes };
  for (const [protocol, perSecond] of Object.entries(bytes)) {
    const labels = { ...link, protocol };
    series.add("butterfly_network_bytes_sent", labels, Math.round(perSecond * (sent ?? 0) * seconds));
    series.add("butterfly_network_bytes_received", labels, Math.round(perSecond * (received ?? 0) * seconds));
  }
  const refused = (moment.conditions.refusedConnections[peer.name] ?? 0) / (moment.membership.known.length - 1);
  for (const error_type of ERROR_TYPES) {
    const timeouts = !isUp && error_type === "timeout" ? random.count(seconds / RETRY) : 0;
    const refusals = error_type === "refused" ? random.count(refused * seconds) : 0;
    const count = timeouts + refusals;
    series.add("butterfly_connection_errors_total", { ...link, error_type }, count);
  }
  const roundTrip = ROUND_TRIP * (1 + 40 * loss) * slownessOf(moment, peer);
  const pings = isUp ? Math.round(seconds * PINGS_PER_SECOND) : 0;
  series.observe("butterfly_connection_latency_seconds", link, pings, { median: roundTrip, spread: 0.3 });
  series.set("butterfly_connection_active", link, isUp ? 1 : 0);
  if (isUp) series.set("butterfly_quic_rtt_seconds", link, random.around(roundTrip, 0.1));
  series.set("butterfly_quic_packet_loss_ratio", link, Math.min(1, isUp ? random.around(loss, 0.2) : loss));
}

/** The traffic between two nodes in a step, as a multiple of the usual: both ends count the same. */
function trafficOf({ time, work }: NodeMoment, from: ButterflyNode, to: ButterflyNode): number {
  const utilisation = work.nodes.get(from.name)?.utilisation ?? 0;
  return utilisation * new Random(time, from.name, to.name).around(1, 0.1);
}

function lossOf({ node, conditions: { packetLoss } }: NodeMoment, peer: ButterflyNode): number {
  return Math.max(packetLoss[node.name] ?? 0, packetLoss[peer.name] ?? 0, USUAL_LOSS);
}

function slownessOf({ node, conditions: { slowLinks } }: NodeMoment, peer: ButterflyNode): number {
  return Math.max(slowLinks[node.name] ?? 1, slowLinks[peer.name] ?? 1);
}

/** Of a peer that was taken out on purpose nothing is told any more. */
function forgetDeparted(series: TargetSeries, { node, conditions: { departed } }: NodeMoment): void {
  if (departed.length === 0) return;
  for (const { family } of series.exposed()) {
    if (!family.labels.includes("to_node")) continue;
    for (const to_node of departed) series.drop(family.name, { from_node: node.name, to_node });
  }
}
