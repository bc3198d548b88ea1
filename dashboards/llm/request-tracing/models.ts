import { inWords } from "../../../mixins/limit.ts";
import { llmLimits as limits } from "../../../mixins/llm/limits.ts";
import { modelCalls } from "../../../mixins/llm/span-queries.ts";
import type { Band } from "../../kit/layout.ts";
import { timeseries } from "../../kit/panels/timeseries.ts";
import { traceTable } from "../../kit/panels/trace-table.ts";
import { highIsBad } from "../../kit/thresholds.ts";
import { traceSeries } from "../../kit/traces.ts";
import { gatewaySpans, ofGateway } from "../selectors.ts";

const asked = { of: ofGateway, window: "$interval", by: "model" } as const;

/** By model: which is asked, which is slow, which fails. */
export function modelBands(): Band[] {
  return [
    { title: "Models", height: 8, panels: [rate(), latency()] },
    { height: 8, panels: [failed(), meanDuration()] },
    { height: 8, panels: [slowOfModel()] },
  ];
}

const rate = () =>
  timeseries({
    id: 11,
    title: "Calls by model",
    description:
      "Calls of models that the gateway makes per second, retries included.\n\n**Good:** as many as there are requests. **Otherwise:** a model of which there are none any more: nobody asks for it, or LlmModelNotAnswering has it set aside.",
    unit: "reqps",
    series: "stacked",
    queries: [{ expr: modelCalls({ ...asked, metric: "calls_total" }), legend: "{{model}}" }],
  });

const latency = () =>
  timeseries({
    id: 12,
    title: "P95 latency by model",
    description:
      "Of 100 calls of a model 95 take no longer. With LiteLLM's V2 spans under the public names of models.\n\n**Good:** large models are slower than small ones, and each as ever. **Otherwise:** one model slower than before: its server is busy, has lost its GPU, or was given another model beside it.",
    unit: "s",
    series: "lines",
    thresholds: highIsBad({ yellow: limits.slowRequest.value, red: limits.requestDuration.value }),
    queries: [
      {
        expr: `histogram_quantile(0.95, ${modelCalls({ ...asked, metric: "latency_bucket", by: "model, le" })})`,
        legend: "{{model}}",
        exemplars: "show",
      },
    ],
  });

const failed = () =>
  timeseries({
    id: 13,
    title: "Failed calls by model",
    description: `Share of the calls of a model that fail, those included that the gateway then makes elsewhere.\n\n**Good:** near zero. **Otherwise:** above ${inWords(limits.modelFailures)} LlmModelNotAnswering fires: the model is gone from its server, or the server is. *Retried requests* shows what it costs.`,
    unit: "percentunit",
    series: "lines",
    thresholds: highIsBad({ yellow: limits.failedRequests.value, red: limits.modelFailures.value }),
    queries: [
      {
        expr: `${modelCalls({ ...asked, metric: "calls_total", more: 'status_code="STATUS_CODE_ERROR"' })} / ${modelCalls({ ...asked, metric: "calls_total" })}`,
        legend: "{{model}}",
      },
    ],
  });

const meanDuration = () =>
  timeseries({
    id: 14,
    title: "Mean duration by provider's model",
    description:
      "Mean duration of calls by the name that the provider has for the model, of the traces that were kept: slow and failed ones more than others.\n\n**Good:** each model as ever. **Otherwise:** one name of a model's several is slower: its server is.",
    unit: "s",
    series: "lines",
    queries: [],
    traces: traceSeries(
      `{ ${gatewaySpans} && span.litellm.provider.model != nil && (kind = client || name = "litellm_request") } | avg_over_time(duration) by (span.litellm.provider.model)`,
    ),
  });

const slowOfModel = () =>
  traceTable({
    id: 15,
    title: "Slow calls of the chosen models",
    description:
      "Calls of the models in *Model* above that took longer than 3 s, by their public name or the provider's.\n\n**Good:** long answers: *Output tokens* is high. **Otherwise:** few tokens in a long time: the model's server is slow.",
    titles: {
      "gen_ai.request.model": "Model",
      "litellm.provider.model": "Provider's model",
      "gen_ai.usage.output_tokens": "Output tokens",
    },
    query: `{ ${gatewaySpans} && (span.gen_ai.request.model =~ "$model" || span.litellm.provider.model =~ ".*(?:$model)") && duration > 3s } | select(span.gen_ai.request.model, span.litellm.provider.model, span.gen_ai.usage.output_tokens)`,
    rows: "spans",
  });
