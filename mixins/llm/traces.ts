/**
 * What a self-hosted LLM platform traces: Open WebUI → LiteLLM → Ollama. Ollama itself makes no spans: it is seen from
 * LiteLLM's. Both generations of LiteLLM's spans are here (V2: `LITELLM_OTEL_V2=true`), and the names of the specification
 * (llm-tracing-dashboard.md) beside those that the applications send.
 */
import type { Attributes, SpanRecord, TraceCatalogue } from "../../queries/trace-catalogue.ts";

/** OpenTelemetry's of HTTP; `http.status_code` without `OTEL_SEMCONV_STABILITY_OPT_IN=http`. */
const http: Attributes = {
  "http.request.method": { type: "string" },
  "http.response.status_code": { type: "int" },
  "http.method": { type: "string" },
  "http.status_code": { type: "int", help: "The older name." },
  "http.route": { type: "string" },
  "url.path": { type: "string" },
  "url.full": { type: "string" },
  "server.address": { type: "string" },
  "server.port": { type: "int" },
};

const errors: Attributes = {
  "error.type": { type: "string" },
  "error.message": { type: "string" },
};

/** Names of the specification that no release sends. */
const specified: Attributes = {
  "user.id": { type: "string", help: "Specified; Open WebUI sends `client.user.id`." },
  "session.id": { type: "string", help: "Specified; LiteLLM sends `gen_ai.conversation.id`." },
};

const database: Attributes = {
  "db.system": { type: "string", presence: "always" },
  "db.name": { type: "string" },
  "db.statement": { type: "string" },
};

/** On all of LiteLLM's V2 spans. */
const litellm: Attributes = {
  "litellm.metadata.user_api_key_end_user_id": { type: "string", help: "The end user, hashed." },
  "litellm.provider.model": {
    type: "string",
    help: "The provider's name of the model: the only one that is equal in all modes.",
  },
  "metadata.user_api_key_end_user_id": { type: "string", help: "The end user, hashed; in V1." },
  "gen_ai.conversation.id": { type: "string", help: "Where the client sends a session." },
  ...errors,
  ...specified,
};

/** OpenTelemetry's of generative AI (https://github.com/open-telemetry/semantic-conventions-genai), in development. */
const genAi: Attributes = {
  "gen_ai.operation.name": { type: "string" },
  "gen_ai.system": { type: "string", help: "The older name of `gen_ai.provider.name`." },
  "gen_ai.provider.name": { type: "string" },
  "gen_ai.request.model": { type: "string", help: "In V2 the public group's name, else the provider's." },
  "gen_ai.response.model": { type: "string" },
  "gen_ai.request.stream": { type: "bool" },
  "gen_ai.response.time_to_first_chunk": { type: "float", help: "Seconds; of streams alone." },
  "gen_ai.usage.input_tokens": { type: "int" },
  "gen_ai.usage.output_tokens": { type: "int" },
  "litellm.provider.error.code": { type: "string" },
  "litellm.provider.error.provider": { type: "string" },
};

const openWebui = (name: string, kind: SpanRecord["kind"], attributes: Attributes): SpanRecord => ({
  name,
  services: ["open-webui"],
  kind,
  attributes: { ...errors, ...attributes },
});

const ofLitellm = (name: string, kind: SpanRecord["kind"], attributes: Attributes = {}): SpanRecord => ({
  name,
  services: ["litellm"],
  kind,
  attributes: { ...litellm, ...attributes },
});

/** The spans of the whole chain. */
export const llmTraces: TraceCatalogue = {
  system: "llm",
  source: "captured from LiteLLM 1.109.1 and Open WebUI 0.12.4, November 2026",
  resource: {
    "deployment.environment.name": { type: "string" },
    "deployment.environment": { type: "string" },
    "k8s.namespace.name": { type: "string" },
    "k8s.pod.name": { type: "string" },
  },
  spans: [
    openWebui("POST *", "server", {
      ...http,
      ...specified,
      "client.user.id": { type: "string", help: "Hashed." },
      "client.user.email": { type: "string", help: "Hashed." },
      "client.user.role": { type: "string" },
      "client.auth.type": { type: "string" },
    }),
    openWebui("GET *", "server", http),
    openWebui("POST http*", "client", http),
    openWebui("GET http*", "client", http),
    openWebui("connect", "client", database),
    openWebui("SELECT*", "client", database),
    ofLitellm("POST *", "server", http),
    ofLitellm("Received Proxy Server Request", "server", http),
    ofLitellm("auth *", "internal"),
    ofLitellm("route *", "internal"),
    ofLitellm("chat *", "client", { ...genAi, "server.address": { type: "string" }, "server.port": { type: "int" } }),
    ofLitellm("litellm_request", "internal", genAi),
    ofLitellm("raw_gen_ai_request", "internal", genAi),
    ofLitellm("redis.*", "client", { "db.system": { type: "string" } }),
    ofLitellm("postgres.*", "client", { "db.system": { type: "string" } }),
  ],
  listed: "open",
};
