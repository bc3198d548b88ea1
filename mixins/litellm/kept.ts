/**
 * What is stored of LiteLLM: of its some two hundred families, most of which have series for each caller, those that rules, dashboards
 * and objectives ask for. `metrics.keep` of an application's settings names others.
 */
export const LITELLM_KEPT: readonly string[] = [
  ...["proxy_total_requests_metric_total", "proxy_failed_requests_metric_total", "in_flight_requests"],
  ...["request_total_latency_metric", "llm_api_time_to_first_token_metric"],
  ...["overhead_latency_metric", "request_queue_time_seconds"],
  ...["input_tokens_metric_total", "output_tokens_metric_total", "spend_metric_total"],
  ...["total_requests", "success_responses", "failure_responses", "cooled_down"].map(
    (one) => `deployment_${one}_total`,
  ),
  ...["deployment_state", "deployment_successful_fallbacks_total", "deployment_failed_fallbacks_total"],
  ...["remaining_team_budget_metric", "team_max_budget_metric"],
  ...["remaining_api_key_budget_metric", "api_key_max_budget_metric"],
  ...["redis_total_requests_total", "redis_failed_requests_total", "redis_circuit_breaker_state"],
  ...["postgres_total_requests_total", "postgres_failed_requests_total", "callback_logging_failures_metric_total"],
].map((name) => `litellm_${name}`);

/** The names of the series that are kept, and those of the process, as expressions. */
export const LITELLM_SERIES: readonly string[] = [
  `(?:${LITELLM_KEPT.join("|")})(?:_bucket|_sum|_count)?`,
  "process_.+",
];

/**
 * What is left of the buckets, in seconds: up to what a model's answer takes, and up to what a gateway's own time is. Each caller of each
 * model has all of them.
 */
export const LITELLM_BUCKETS: Readonly<Record<string, readonly number[]>> = {
  litellm_request_total_latency_metric: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2, 5, 10, 30, 60, 120, 300],
  litellm_llm_api_time_to_first_token_metric: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2, 5, 10, 30, 60, 120, 300],
  litellm_overhead_latency_metric: [0.025, 0.05, 0.1, 0.25, 0.5, 1],
  litellm_request_queue_time_seconds: [0.05, 0.1, 0.5, 1, 2, 5],
};

/**
 * The buckets that go, as expressions for `<name>_bucket;<bound>`: cumulative, each can go by itself. Older releases had one each half
 * second to ten.
 */
export const LITELLM_DROPPED_BUCKETS: readonly string[] = [
  "litellm_.+_bucket;(?:0[.]00625|0[.]0125|[1-689][.]5|(?:[46-9]|25|180|240|420|600)(?:[.]0)?)",
  "litellm_overhead_latency_metric_bucket;(?:0[.]005|0[.]01|(?:2|5|10|30|60|120|300)(?:[.]0)?)",
  "litellm_request_queue_time_seconds_bucket;(?:0[.]005|0[.]01|0[.]025|0[.]25|(?:10|30|60|120|300)(?:[.]0)?)",
];

/**
 * Labels of LiteLLM's that tell a person, a person's address or browser, or that people write as they like. They are on half of its series,
 * so they can neither be taken away, which would leave one series of many, nor stay. A key stays known by its hash, a team by its name.
 */
export const LITELLM_PERSONAL: readonly string[] = [
  ...["user", "user_email", "user_alias", "end_user", "client_ip", "user_agent", "api_key_alias"],
];
