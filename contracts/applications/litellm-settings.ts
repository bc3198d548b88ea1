/** The settings that LiteLLM is recorded with. */

/** What decides what LiteLLM tells, as the docs recommend it (docs/llm-platform.md). */
export const RECOMMENDED: Readonly<Record<string, string>> = {
  LITELLM_OTEL_V2: "true",
  LITELLM_OTEL_LEGACY_COMPAT: "false",
  LITELLM_OTEL_INTEGRATION_ENABLE_METRICS: "true",
  OTEL_SEMCONV_STABILITY_OPT_IN: "http",
  OTEL_EXPORTER_OTLP_METRICS_DEFAULT_HISTOGRAM_AGGREGATION: "base2_exponential_bucket_histogram",
  OTEL_SERVICE_NAME: "litellm",
};

/** Where the stand-ins for its surroundings are. */
interface Surroundings {
  /** Models' servers. */
  readonly upstream: string;
  readonly redisPort: number;
}

/** Models that it has, by the name that people ask for: the stand-in's behaviour that each leads to. */
const OPENAI_MODELS: Readonly<Record<string, string>> = {
  chat: "large",
  slow: "slow",
  broken: "broken",
  overloaded: "overloaded",
  limited: "limited",
  confused: "confused",
};

/** Its file of settings. YAML holds JSON. */
export function litellmConfig({ upstream, redisPort }: Surroundings): string {
  const openai = Object.entries(OPENAI_MODELS).map(([name, model]) => ({
    model_name: name,
    litellm_params: { model: `openai/${model}`, api_base: `${upstream}/v1`, api_key: "none" },
    model_info: { id: `${name}-1` },
  }));
  const ollama = {
    model_name: "llama3.2",
    litellm_params: { model: "ollama_chat/llama3.2:3b", api_base: upstream, rpm: 100, tpm: 10_000 },
    model_info: { id: "llama3.2-1" },
  };
  return JSON.stringify({
    model_list: [...openai, ollama],
    router_settings: {
      num_retries: 1,
      allowed_fails: 0,
      cooldown_time: 2,
      fallbacks: [{ broken: ["chat"] }, { overloaded: ["limited"] }],
    },
    litellm_settings: {
      callbacks: ["prometheus", "otel"],
      service_callback: ["prometheus_system"],
      json_logs: true,
      cache: true,
      cache_params: { type: "redis", host: "127.0.0.1", port: redisPort },
    },
    general_settings: {
      master_key: "sk-master",
      custom_auth: "litellm-auth.user_api_key_auth",
      user_header_name: "X-OpenWebUI-User-Id",
    },
  });
}
