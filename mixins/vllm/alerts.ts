/** The alerts on vLLM, by model: an application may serve several, and people ask for a model, whichever server has it. */
import { inWords } from "../limit.ts";
import type { AlertingRule } from "../mixin.ts";
import { MODEL, modelServerAlerts, onDashboard } from "../model-server/alerts.ts";
import { BY_MODEL } from "../model-server/server.ts";
import { vllmLimits as limits } from "./limits.ts";
import { vllmServer } from "./server.ts";

/** The alerting rules on vLLM. */
export const vllmAlerts: readonly AlertingRule[] = [
  ...modelServerAlerts(vllmServer),
  {
    alert: "VllmKvCacheFull",
    expr: `
(
  max by (${BY_MODEL}) (vllm:kv_cache_usage_perc)
  or on (${BY_MODEL})
  max by (${BY_MODEL}) (vllm:gpu_cache_usage_perc)
) > ${limits.kvCacheUse.value}
and on (${BY_MODEL})
sum by (${BY_MODEL}) (rate(vllm:num_preemptions_total[5m])) > 0`,
    for: "5m",
    keepFiringFor: "5m",
    severity: "warning",
    detectWithin: "7m",
    summary: `The KV cache of ${MODEL} is full.`,
    description: `{{ $value | humanizePercentage }} of a server's KV cache is in use (threshold: ${inWords(limits.kvCacheUse)}), and running requests are set back to make room: their tokens are computed again.`,
    ...onDashboard(vllmServer),
  },
  {
    alert: "VllmRequestsFailing",
    expr: `
sum by (${BY_MODEL}) (
  increase(vllm:request_success_total{finished_reason="error"}[5m])
  or
  increase(vllm:admission_rejections_total[5m])
) > ${limits.failures.value}`,
    for: "2m",
    keepFiringFor: "5m",
    severity: "warning",
    detectWithin: "9m",
    summary: `Requests fail at ${MODEL}.`,
    description: `{{ $value | printf "%.0f" }} requests for {{ $labels.model_name }} have failed in the engine or were turned away by a limit of its queue in 5 minutes (threshold: ${inWords(limits.failures)}).`,
    ...onDashboard(vllmServer),
  },
  {
    alert: "VllmRequestsAborted",
    expr: `
sum by (${BY_MODEL}) (rate(vllm:request_success_total{finished_reason="abort"}[10m]))
  / sum by (${BY_MODEL}) (rate(vllm:request_success_total[10m]))
  > ${limits.abortedShare.value}
and on (${BY_MODEL})
sum by (${BY_MODEL}) (increase(vllm:request_success_total{finished_reason="abort"}[10m])) > ${limits.aborts.value}`,
    for: "5m",
    keepFiringFor: "5m",
    severity: "warning",
    detectWithin: "17m",
    summary: `Callers of ${MODEL} give up.`,
    description: `{{ $value | humanizePercentage }} of the requests for {{ $labels.model_name }} were given up by their callers in the last 10 minutes (threshold: ${inWords(limits.abortedShare)}): a timeout of a gateway that is too short, or answers that are too slow.`,
    ...onDashboard(vllmServer),
  },
];
