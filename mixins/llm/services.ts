/**
 * The services of a self-hosted LLM platform by what they are to a request: people write in the `webui`, which asks the
 * `gateway` for a model, which asks the `inference` server that runs it. Rules and dashboards speak of these parts; what a
 * stack's services call themselves in traces, its settings say.
 */

/** The parts, in the order that a request takes. */
export const llmParts = ["webui", "gateway", "inference"] as const;

/** One part. */
export type LlmPart = (typeof llmParts)[number];

/** Names in traces (`service.name`), by part. */
export type LlmServices = Readonly<Record<LlmPart, readonly string[]>>;

/** The names of the specification (llm-tracing-dashboard.md), which Open WebUI and LiteLLM have by default. */
export const defaultServices = {
  webui: ["open-webui"],
  gateway: ["litellm"],
  inference: ["ollama"],
} as const satisfies LlmServices;

/** A stack's names; of parts that it says nothing of, the default ones. */
export function llmServices(services: Readonly<Record<string, readonly string[]>> = {}): LlmServices {
  const { webui, gateway, inference } = { ...defaultServices, ...services };
  return { webui, gateway, inference };
}

/** A matcher of the label `service` for names. Prometheus anchors a regular expression at both ends. */
export function ofServices(names: readonly string[]): string {
  const [only] = names;
  if (names.length === 1) return `service="${only}"`;
  return `service=~"${names.map((name) => name.replaceAll(".", "[.]")).join("|")}"`;
}
