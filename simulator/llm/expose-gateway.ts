import type { Labels, TargetSeries } from "../engine/target-series.ts";
import { GATEWAY_SECONDS, type LlmMoment, type ModelMoment, serverSeconds, TRIES } from "./platform.ts";

/** How unlike each other answers are: long and short ones. */
const SPREAD = 0.35;
/** US dollars of a thousand tokens, as LiteLLM's price list would have a hosted model of the kind. */
const DOLLARS_PER_THOUSAND_TOKENS = 0.0006;
/** Who asks: people in Open WebUI, and a program. */
const CALLERS = { "open-webui": 0.8, "batch-jobs": 0.2 } as const;
const ROUTE = "/chat/completions";

/** What a kind of failure is to LiteLLM. */
const EXCEPTIONS = {
  gatewayFailures: { status: "500", exception: "Openai.InternalServerError" },
  serverFailures: { status: "503", exception: "Openai.ServiceUnavailableError" },
  refused: { status: "429", exception: "Openai.RateLimitError" },
} as const;

/** What LiteLLM's proxy says of requests, tokens, and the servers of its models. */
export function exposeGateway(series: TargetSeries, { models }: LlmMoment): void {
  for (const each of models) {
    exposeRequests(series, each);
    exposeAnswers(series, each);
    exposeDeployment(series, each);
  }
  series.set(
    "litellm_in_flight_requests",
    {},
    models.reduce((sum, { running, waiting }) => sum + running + waiting, 0),
  );
  series.add("litellm_callback_logging_failures_metric_total", { callback_name: "otel" }, 0);
}

function exposeRequests(series: TargetSeries, moment: ModelMoment): void {
  const { model } = moment;
  const asked = { route: ROUTE, requested_model: model.name, api_provider: model.provider };
  byCaller(moment.succeeded, (api_key_alias, count) => {
    const labels = { ...asked, api_key_alias, status_code: "200" };
    series.add("litellm_proxy_total_requests_metric_total", labels, count);
  });
  for (const kind of ["gatewayFailures", "serverFailures", "refused"] as const) {
    const { status, exception } = EXCEPTIONS[kind];
    const count = moment[kind];
    const labels = { ...asked, api_key_alias: "open-webui" };
    const of = { exception_status: status, exception_class: exception };
    series.add("litellm_proxy_total_requests_metric_total", { ...labels, status_code: status }, count);
    series.add("litellm_proxy_failed_requests_metric_total", { ...labels, ...of }, count);
  }
}

/** What is told of answers alone: how long they took, and their tokens. */
function exposeAnswers(series: TargetSeries, moment: ModelMoment): void {
  const { model, queueSeconds, prefillSeconds } = moment;
  const server = serverSeconds(moment);
  let tokensLeft = { prompt: moment.promptTokens, answer: moment.answerTokens };
  byCaller(moment.succeeded, (api_key_alias, count, share) => {
    const labels = {
      api_key_alias,
      requested_model: model.name,
      model: model.providerModel,
      model_id: model.name,
      api_provider: model.provider,
    };
    const observe = (name: string, median: number) =>
      series.observe(`litellm_${name}_metric`, labels, count, { median, spread: SPREAD });
    observe("request_total_latency", server + GATEWAY_SECONDS);
    observe("llm_api_latency", server);
    observe("llm_api_time_to_first_token", queueSeconds + prefillSeconds);
    const prompt = share === "rest" ? tokensLeft.prompt : Math.round(moment.promptTokens * share);
    const answer = share === "rest" ? tokensLeft.answer : Math.round(moment.answerTokens * share);
    tokensLeft = { prompt: tokensLeft.prompt - prompt, answer: tokensLeft.answer - answer };
    series.add("litellm_input_tokens_metric_total", labels, prompt);
    series.add("litellm_output_tokens_metric_total", labels, answer);
    series.add("litellm_spend_metric_total", labels, ((prompt + answer) / 1000) * DOLLARS_PER_THOUSAND_TOKENS);
  });
}

/** The gateway asks a server that fails again before it gives up. */
function exposeDeployment(series: TargetSeries, { model, succeeded, serverFailures, server }: ModelMoment): void {
  const deployment = {
    litellm_model_name: model.providerModel,
    model_id: model.name,
    api_base: model.address,
    api_provider: model.provider,
  };
  const { status, exception } = EXCEPTIONS.serverFailures;
  const calls: Labels = { ...deployment, requested_model: model.name };
  const failures = serverFailures * TRIES;
  series.add("litellm_deployment_total_requests_total", calls, succeeded + failures);
  series.add("litellm_deployment_success_responses_total", calls, succeeded);
  const of = { exception_status: status, exception_class: exception };
  series.add("litellm_deployment_failure_responses_total", { ...calls, ...of }, failures);
  const cooledDown = serverFailures > 0 ? 1 : 0;
  series.add("litellm_deployment_cooled_down_total", { ...deployment, exception_status: status }, cooledDown);
  series.set("litellm_deployment_state", deployment, server === "fails" ? 2 : 0);
}

/** Shares a number out among the callers, none left over. */
function byCaller(total: number, tell: (caller: string, count: number, share: number | "rest") => void): void {
  let left = total;
  const all = Object.entries(CALLERS);
  for (const [index, [caller, share]] of all.entries()) {
    const count = index === all.length - 1 ? left : Math.round(total * share);
    left -= count;
    tell(caller, count, index === all.length - 1 ? "rest" : share);
  }
}
