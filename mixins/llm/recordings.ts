/**
 * Recording rules of an LLM platform: of its services and models, from the metrics of their spans; and of its inference servers,
 * whichever they are, under one name for each quantity. All keep `cluster`.
 */
import type { RecordingRule, RuleGroup, Scraped } from "../mixin.ts";
import { inferenceRecordings } from "./inference-recordings.ts";
import { llmLimits } from "./limits.ts";
import { llmParts, llmServices, ofServices } from "./services.ts";
import { failedShare, modelCalls, requests, slowShare } from "./span-queries.ts";

const BY_SERVICE = "cluster, service";
const BY_MODEL = "cluster, service, model";

/** A part's requests: their rate, the share that fails, the share that is slow, percentiles. */
function ofPart(part: string, names: readonly string[]): readonly RecordingRule[] {
  const asked = { of: ofServices(names), window: "5m", by: BY_SERVICE } as const;
  const quantile = (q: number) =>
    `histogram_quantile(${q}, ${requests({ ...asked, metric: "latency_bucket", by: `${BY_SERVICE}, le` })})`;
  const rules: readonly RecordingRule[] = [
    // Which service is which part: dashboards list them by it.
    { record: "llm:service:info", expr: `group by (${BY_SERVICE}) (traces_spanmetrics_calls_total{${asked.of}})` },
    { record: "cluster_service:llm_requests:rate5m", expr: requests({ ...asked, metric: "calls_total" }) },
    { record: "cluster_service:llm_requests:error_ratio_rate5m", expr: failedShare(asked) },
    { record: "cluster_service:llm_requests:slow_ratio_rate5m", expr: slowShare(asked, llmLimits.slowRequest.value) },
    { record: "cluster_service:llm_request_duration_seconds:p50_rate5m", expr: quantile(0.5) },
    { record: "cluster_service:llm_request_duration_seconds:p95_rate5m", expr: quantile(0.95) },
    { record: "cluster_service:llm_request_duration_seconds:p99_rate5m", expr: quantile(0.99) },
  ];
  return rules.map((rule) => ({ ...rule, labels: { part } }));
}

/** The models that gateways call: how often, how often in vain, and how long it takes. */
function ofModels(gateways: readonly string[]): readonly RecordingRule[] {
  const asked = { of: ofServices(gateways), window: "5m", by: BY_MODEL } as const;
  const all = modelCalls({ ...asked, metric: "calls_total" });
  return [
    { record: "cluster_service_model:llm_model_calls:rate5m", expr: all },
    {
      record: "cluster_service_model:llm_model_calls:error_ratio_rate5m",
      expr: `(
  ${modelCalls({ ...asked, metric: "calls_total", more: 'status_code="STATUS_CODE_ERROR"' })}
  or
  0 * ${all}
)
/
(${all} > 0)`,
    },
    {
      record: "cluster_service_model:llm_model_call_duration_seconds:p95_rate5m",
      expr: `histogram_quantile(0.95, ${modelCalls({ ...asked, metric: "latency_bucket", by: `${BY_MODEL}, le` })})`,
    },
  ];
}

/** The recording rules of a stack whose services have these names in traces. */
export function llmRecordingsOn({ services }: Scraped): readonly RuleGroup<RecordingRule>[] {
  const names = llmServices(services);
  return [
    ...llmParts.map((part) => ({ name: `llm.requests.${part}`, interval: "30s", rules: ofPart(part, names[part]) })),
    { name: "llm.models", interval: "30s", rules: ofModels(names.gateway) },
  ];
}

/** The recording rules that are the same in every stack. */
export const llmRecordings: readonly RuleGroup<RecordingRule>[] = [
  { name: "llm.inference", interval: "30s", rules: inferenceRecordings },
];
