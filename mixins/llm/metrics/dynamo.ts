/**
 * What the frontend of NVIDIA's Dynamo exposes, of which rules and dashboards ask
 * (https://docs.nvidia.com/dynamo/latest/; `lib/runtime/src/metrics/prometheus_names.rs`). The buckets are settings of its own.
 */
import type { Catalogue, Metric, Unit } from "../../../queries/catalogue.ts";
import { oneOf } from "../../one-of.ts";
import { model, podTargets } from "./targets.ts";

const labels: Metric["labels"] = { model };

function metric(name: string, type: Metric["type"], unit: Unit, help: string): Metric {
  return { name: `dynamo_frontend_${name}`, type, help, unit, labels, labelNames: "open" };
}

/** What Dynamo's frontend exposes. */
export const dynamoCatalogue: Catalogue = {
  system: "dynamo",
  world: "open",
  targetLabels: podTargets("dynamo"),
  metrics: [
    {
      ...metric("requests_total", "counter", "count", "Requests."),
      labels: { model, status: oneOf("success", "error") },
    },
    metric("inflight_requests", "gauge", "count", "Requests under way."),
    metric("queued_requests", "gauge", "count", "Requests that wait for their first token."),
    metric("output_tokens_total", "counter", "count", "Tokens generated."),
    metric("request_duration_seconds", "histogram", "seconds", "How long requests took."),
    metric("time_to_first_token_seconds", "histogram", "seconds", "Time to the first token."),
    metric("inter_token_latency_seconds", "histogram", "seconds", "Time between two tokens."),
    metric("input_sequence_tokens", "histogram", "count", "Tokens of a prompt."),
    metric("output_sequence_tokens", "histogram", "count", "Tokens of an answer."),
  ],
};
