import { vllmServer } from "../../mixins/vllm/server.ts";
import type { Band } from "../kit/layout.ts";
import { timeseries } from "../kit/panels/timeseries.ts";
import { ofModels, p95OfAll, rate } from "../model-server/selector.ts";
import { tokenBands } from "../model-server/tokens.ts";

/** What people wait for, and how their requests end. */
export function latencyBands(): Band[] {
  return [...tokenBands(vllmServer), { height: 8, panels: [phases(), endings()] }];
}

const phases = () =>
  timeseries({
    id: 7,
    title: "Phases of a request",
    description:
      "Of 100 requests 95 spend no longer in each phase, and in all of them: waiting, reading the prompt, writing the answer.\n\n**Good:** writing is the longest by far. **Otherwise:** waiting: too few servers; reading: long prompts, which `enable_prefix_caching` and chunks help.",
    unit: "s",
    series: "lines",
    queries: [
      { expr: p95OfAll("vllm:request_queue_time_seconds"), legend: "waiting" },
      { expr: p95OfAll("vllm:request_prefill_time_seconds"), legend: "reading" },
      { expr: p95OfAll("vllm:request_decode_time_seconds"), legend: "writing" },
      { expr: p95OfAll("vllm:e2e_request_latency_seconds"), legend: "in all" },
    ],
  });

const endings = () =>
  timeseries({
    id: 8,
    title: "Requests by how they end",
    description:
      "Requests per second by the reason that they ended, and those that were turned away.\n\n**Good:** mostly `stop`. **Otherwise:** `length`: answers are cut off at their limit; `abort`: callers gave up, VllmRequestsAborted; `error` and *turned away*: VllmRequestsFailing.",
    unit: "reqps",
    series: "stacked",
    queries: [
      {
        expr: `sum by (finished_reason) (rate(vllm:request_success_total{${ofModels}}[5m]))`,
        legend: "{{finished_reason}}",
      },
      { expr: `sum(${rate("vllm:admission_rejections_total")})`, legend: "turned away" },
    ],
  });
