/**
 * PromQL on the spans of an LLM platform, made before sampling: shares and percentiles of all requests. Both generations of
 * LiteLLM's spans give the same numbers: V1 makes two server spans of a request, `Received Proxy Server Request` and, with newer
 * releases of FastAPI, `POST /v1/chat/completions`; the first counts only where the second is not.
 */

/** Server spans that answer a question to a model, of Open WebUI, LiteLLM and Ollama. Health checks and pages are none. */
const ANSWERS = "POST /.*(?:completions|embeddings|messages|responses|rerank|api/chat|api/generate)";

/** LiteLLM's own server span, in V1. */
const OLDER_ANSWERS = "Received Proxy Server Request";

/** Matchers of answers: what has spans of the first kind has none of the second counted. */
const EITHER = [`span_name=~"${ANSWERS}"`, `span_name="${OLDER_ANSWERS}"`] as const;

/** LiteLLM's calls of a model by OpenTelemetry's conventions: `chat llama3.2`. V1 has them with `gen_ai_latest_experimental`. */
const MODEL_CALLS = "(?:chat|text_completion|embeddings|generate_content) .+";

/** What a query asks of. */
export interface SpansAsked {
  /** `traces_spanmetrics_calls_total`, or a part of the histogram `traces_spanmetrics_latency`. */
  readonly metric: "calls_total" | "latency_bucket" | "latency_count" | "latency_sum";
  /** A matcher of services and clusters: `service=~"litellm"`. */
  readonly of: string;
  /** Further matchers. */
  readonly more?: string;
  /** A duration, or `$interval`. */
  readonly window: string;
  /** The labels of the result, with `le` where buckets are asked for. */
  readonly by: string;
}

/** Requests to services, a second. */
export function requests(asked: SpansAsked): string {
  return EITHER.map((named) => `sum by (${asked.by}) (${rateOf(asked, named)})`).join(`\nor on (${asked.by})\n`);
}

/** The rate of each series of server spans with such a name. */
function rateOf({ metric, of, more, window }: SpansAsked, named: string): string {
  const matchers = [of, `span_kind="SPAN_KIND_SERVER", ${named}`, more].filter(Boolean).join(", ");
  return `rate(traces_spanmetrics_${metric}{${matchers}}[${window}])`;
}

/** Calls of models, a second, by the label `model`, which the result of `by` may name. */
export function modelCalls({ metric, of, more, window, by }: SpansAsked): string {
  const matchers = [of, `span_kind="SPAN_KIND_CLIENT", span_name=~"${MODEL_CALLS}"`, more].filter(Boolean).join(", ");
  return `sum by (${by}) (label_replace(rate(traces_spanmetrics_${metric}{${matchers}}[${window}]), "model", "$1", "span_name", "\\\\w+ (.+)"))`;
}

/** The share of requests that take longer than a bucket's bound in seconds; nothing where there is no traffic. */
export function slowShare(asked: Omit<SpansAsked, "metric" | "more">, seconds: number): string {
  const within = requests({ ...asked, metric: "latency_bucket", more: `le=~"${seconds}(?:[.]0)?"` });
  const all = requests({ ...asked, metric: "latency_count" });
  return `1 - (
${within}
)
/ on (${asked.by})
((
${all}
) > 0)`;
}

/**
 * The share of requests that fail, answered with 5xx or, where the application does not say with what, as an error; nothing where there
 * is no traffic. LiteLLM marks a refused request (400) as an error, too, so the one kind of span is never asked about the other's requests.
 */
export function failedShare({ of, window, by }: Omit<SpansAsked, "metric" | "more">): string {
  const asked = { metric: "calls_total", of, window, by } as const;
  return EITHER.map((named) => {
    const failed = (more: string) => rateOf({ ...asked, more }, named);
    const all = `sum by (${by}) (${rateOf(asked, named)})`;
    return `(
  sum by (${by}) (
    ${failed('http_response_status_code=~"5.."')}
    or
    ${failed('http_response_status_code="", status_code="STATUS_CODE_ERROR"')}
  )
  or on (${by})
  0 * ${all}
)
/ on (${by})
(${all} > 0)`;
  }).join(`\nor on (${by})\n`);
}
