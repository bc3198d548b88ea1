import type { Labels, TargetSeries } from "../engine/target-series.ts";
import type { GatewayFault } from "./conditions.ts";
import { exposeNeeds } from "./expose-gateway-needs.ts";
import { GATEWAY_SECONDS, type LlmMoment, type ModelMoment, serverSeconds, TRIES } from "./platform.ts";

/** How unlike each other answers are: long and short ones. */
const SPREAD = 0.35;
/** US dollars of a thousand tokens, as LiteLLM's price list would have a hosted model of the kind. */
const DOLLARS_PER_THOUSAND_TOKENS = 0.0006;
/** Who asks, and what share: people in Open WebUI, and a program. The alias is stored as a number. */
const CALLERS = [
  { hashed_api_key: "9b1c44f0a7d2e853", api_key_alias: "1182376495", team: "5f2c", team_alias: "people", share: 0.8 },
  { hashed_api_key: "88dc28d0f030c55e", api_key_alias: "3804417263", team: "71ae", team_alias: "research", share: 0.2 },
] as const;
/** Median seconds that requests wait before they are looked at. */
const QUEUE_SECONDS = 0.004;
const ROUTE = "/chat/completions";

/** What a kind of failure is to LiteLLM. */
const EXCEPTIONS = {
  gatewayFailures: { status: "500", exception: "Openai.InternalServerError" },
  serverFailures: { status: "503", exception: "Openai.ServiceUnavailableError" },
  refused: { status: "429", exception: "Openai.RateLimitError" },
} as const;

/** What LiteLLM's proxy says of requests, tokens, and the servers of its models. */
export function exposeGateway(series: TargetSeries, { models }: LlmMoment, faults: ReadonlySet<GatewayFault>): void {
  const own = {
    queue: faults.has("queue") ? 2.5 : QUEUE_SECONDS,
    overhead: faults.has("overhead") ? 0.6 : GATEWAY_SECONDS,
  };
  for (const each of models) {
    exposeRequests(series, each);
    exposeAnswers(series, each, own);
    exposeDeployment(series, each);
    exposeFallbacks(series, each);
  }
  exposeNeeds(
    series,
    models.reduce((sum, { succeeded }) => sum + succeeded, 0),
    CALLERS,
    faults,
  );
  series.set(
    "litellm_in_flight_requests",
    {},
    models.reduce((sum, { running, waiting }) => sum + running + waiting, 0),
  );
  series.add("litellm_callback_logging_failures_metric_total", { callback_name: "otel" }, 0);
}

function exposeRequests(series: TargetSeries, moment: ModelMoment): void {
  const { model } = moment;
  const { share: _, ...people } = CALLERS[0];
  const asked = { route: ROUTE, requested_model: model.name, api_provider: model.provider };
  byCaller(moment.succeeded, (caller, count) => {
    const labels = { ...asked, ...caller, status_code: "200" };
    series.add("litellm_proxy_total_requests_metric_total", labels, count);
  });
  for (const kind of ["gatewayFailures", "serverFailures", "refused"] as const) {
    const { status, exception } = EXCEPTIONS[kind];
    const count = moment[kind];
    const labels = { ...asked, ...people };
    const of = { exception_status: status, exception_class: exception };
    series.add("litellm_proxy_total_requests_metric_total", { ...labels, status_code: status }, count);
    series.add("litellm_proxy_failed_requests_metric_total", { ...labels, ...of }, count);
  }
}

/** What is told of answers alone: how long they took, and their tokens. */
function exposeAnswers(series: TargetSeries, moment: ModelMoment, own: Readonly<Record<"queue" | "overhead", number>>) {
  const { model, queueSeconds, prefillSeconds } = moment;
  const server = serverSeconds(moment);
  let tokensLeft = { prompt: moment.promptTokens, answer: moment.answerTokens };
  byCaller(moment.succeeded, (caller, count, share) => {
    const labels = {
      ...caller,
      requested_model: model.name,
      model: model.providerModel,
      model_id: model.name,
      api_provider: model.provider,
    };
    const observe = (name: string, median: number, of: Labels = labels) =>
      series.observe(`litellm_${name}`, of, count, { median, spread: SPREAD });
    observe("request_total_latency_metric", own.queue + server + own.overhead);
    observe("llm_api_time_to_first_token_metric", queueSeconds + prefillSeconds);
    observe("request_queue_time_seconds", own.queue);
    const { hashed_api_key, api_key_alias } = caller;
    observe("overhead_latency_metric", own.overhead, { ...deploymentOf(moment), hashed_api_key, api_key_alias });
    const prompt = share === "rest" ? tokensLeft.prompt : Math.round(moment.promptTokens * share);
    const answer = share === "rest" ? tokensLeft.answer : Math.round(moment.answerTokens * share);
    tokensLeft = { prompt: tokensLeft.prompt - prompt, answer: tokensLeft.answer - answer };
    series.add("litellm_input_tokens_metric_total", labels, prompt);
    series.add("litellm_output_tokens_metric_total", labels, answer);
    series.add("litellm_spend_metric_total", labels, ((prompt + answer) / 1000) * DOLLARS_PER_THOUSAND_TOKENS);
  });
}

/** One server of one model, as the gateway names it. */
function deploymentOf({ model }: ModelMoment) {
  return {
    litellm_model_name: model.providerModel,
    model_id: model.name,
    api_base: model.address,
    api_provider: model.provider,
  };
}

/** Where a model's server has failed, another model is asked, if one is named. */
function exposeFallbacks(series: TargetSeries, { model, serverFailures }: ModelMoment): void {
  if (model.fallback === undefined) return;
  const { status, exception } = EXCEPTIONS.serverFailures;
  const labels = {
    requested_model: model.name,
    fallback_model: model.fallback,
    exception_status: status,
    exception_class: exception,
  };
  series.add("litellm_deployment_failed_fallbacks_total", labels, serverFailures);
  series.add("litellm_deployment_successful_fallbacks_total", labels, 0);
}

/** The gateway asks a server that fails again before it gives up. */
function exposeDeployment(series: TargetSeries, moment: ModelMoment): void {
  const { model, succeeded, serverFailures, failedCalls, server } = moment;
  const deployment = deploymentOf(moment);
  const { status, exception } = EXCEPTIONS.serverFailures;
  const calls: Labels = { ...deployment, requested_model: model.name };
  const failures = serverFailures * TRIES + failedCalls;
  series.add("litellm_deployment_total_requests_total", calls, succeeded + failures);
  series.add("litellm_deployment_success_responses_total", calls, succeeded);
  const of = { exception_status: status, exception_class: exception };
  series.add("litellm_deployment_failure_responses_total", { ...calls, ...of }, failures);
  const cooledDown = serverFailures > 0 ? 1 : 0;
  series.add("litellm_deployment_cooled_down_total", { ...deployment, exception_status: status }, cooledDown);
  series.set("litellm_deployment_state", deployment, server === "fails" ? 2 : 0);
}

type Caller = Omit<(typeof CALLERS)[number], "share">;

/** Shares a number out among the callers, none left over. */
function byCaller(total: number, tell: (caller: Caller, count: number, share: number | "rest") => void): void {
  let left = total;
  for (const [index, { share, ...caller }] of CALLERS.entries()) {
    const isLast = index === CALLERS.length - 1;
    const count = isLast ? left : Math.round(total * share);
    left -= count;
    tell(caller, count, isLast ? "rest" : share);
  }
}
