/**
 * OpenTelemetry's metrics of generative AI, as Prometheus names them
 * (https://github.com/open-telemetry/semantic-conventions-genai, in development): whoever keeps to the conventions exposes them.
 */
import type { Catalogue, Metric, Unit } from "../../../queries/catalogue.ts";
import { oneOf } from "../../one-of.ts";
import { model } from "./targets.ts";

const labels: Metric["labels"] = {
  gen_ai_operation_name: { examples: ["chat"] },
  gen_ai_request_model: { ...model, presence: "sometimes" },
  gen_ai_response_model: { ...model, presence: "sometimes" },
  gen_ai_provider_name: { examples: ["ollama"], presence: "sometimes" },
};

const DURATION_BUCKETS = [0.01, 0.02, 0.04, 0.08, 0.16, 0.32, 0.64, 1.28, 2.56, 5.12, 10.24, 20.48, 40.96, 81.92];
const FIRST_TOKEN_BUCKETS = [
  ...[0.001, 0.005, 0.01, 0.02, 0.04, 0.06, 0.08, 0.1, 0.25, 0.5, 0.75, 1, 2.5, 5, 7.5, 10],
] as const;
const NEXT_TOKEN_BUCKETS = [0.01, 0.025, 0.05, 0.075, 0.1, 0.15, 0.2, 0.3, 0.4, 0.5, 0.75, 1, 2.5];
const TOKEN_BUCKETS = [1, 4, 16, 64, 256, 1024, 4096, 16384, 65536, 262144, 1048576, 4194304, 16777216, 67108864];

function histogram(name: string, unit: Unit, help: string, buckets: readonly number[]): Metric {
  return { name: `gen_ai_${name}`, type: "histogram", help, unit, labels, labelNames: "open", buckets };
}

/** What servers and clients that keep to the conventions expose. */
export const genAiCatalogue: Catalogue = {
  system: "gen-ai",
  world: "open",
  targetLabels: "any target",
  metrics: [
    histogram("client_operation_duration_seconds", "seconds", "How long calls of a model took.", DURATION_BUCKETS),
    {
      ...histogram("client_token_usage", "count", "Tokens of a call.", TOKEN_BUCKETS),
      labels: { ...labels, gen_ai_token_type: oneOf("input", "output") },
    },
    histogram("server_request_duration_seconds", "seconds", "How long requests took.", DURATION_BUCKETS),
    histogram("server_time_to_first_token_seconds", "seconds", "Time to the first token.", FIRST_TOKEN_BUCKETS),
    histogram("server_time_per_output_token_seconds", "seconds", "Time between two tokens.", NEXT_TOKEN_BUCKETS),
  ],
};
