import type { Attributes, SpanRecord, TraceCatalogue } from "../../queries/trace-catalogue.ts";

/** What each span says. */
const everySpan: Attributes = {
  node_id: { type: "string", help: "The node, as on metrics.", presence: "always" },
  request_id: { type: "string", help: "As the client knows the request." },
};

function span(name: string, kind: SpanRecord["kind"], attributes: Attributes): SpanRecord {
  return { name, services: ["butterfly"], kind, attributes: { ...everySpan, ...attributes } };
}

const verification: Attributes = {
  fault_type: { type: "string", values: ["incorrect_result", "invalid_signature", "merkle_mismatch"] },
  check_type: { type: "string", values: ["signature", "merkle_tree", "result_comparison"] },
};

const consensus: Attributes = {
  term: { type: "int", help: "Raft's term.", presence: "always" },
  log_index: { type: "int" },
};

const checkpoint: Attributes = {
  checkpoint_id: { type: "string", presence: "always" },
  outcome: { type: "string", values: ["success", "partial", "failed"] },
};

const transfer: Attributes = {
  from_node: { type: "string", presence: "always" },
  to_node: { type: "string", presence: "always" },
  protocol: { type: "string", values: ["quic", "grpc"] },
  bytes: { type: "int", help: "Bytes sent." },
};

/**
 * What Butterfly traces: the critical spans that the specification names, of more than fifty. It names no attributes: they
 * are assumed to be called as the metrics' labels are.
 */
export const butterflyTraces: TraceCatalogue = {
  system: "butterfly",
  source: "butterfly-observability-summary.md of October 2025, its span names; attributes assumed",
  resource: {
    node_role: { type: "string", values: ["coordinator", "compute", "observer"] },
    "k8s.cluster.name": { type: "string" },
    cluster: { type: "string" },
  },
  spans: [
    span("inference.request", "server", {
      model: { type: "string", presence: "always" },
      status: { type: "string", values: ["success", "error"] },
      error_type: { type: "string" },
      tokens: { type: "int", help: "Tokens generated." },
    }),
    span("layer.execute", "internal", { layer_id: { type: "int", presence: "always" }, ...verification }),
    span("comm.send_tensor", "client", transfer),
    span("consensus.propose", "internal", consensus),
    span("consensus.vote", "internal", consensus),
    span("consensus.commit", "internal", consensus),
    span("checkpoint.create", "internal", checkpoint),
    span("checkpoint.restore", "internal", checkpoint),
  ],
  listed: "open",
};
