import { sglangServer } from "../../mixins/sglang/server.ts";
import type { Band } from "../kit/layout.ts";
import { timeseries } from "../kit/panels/timeseries.ts";
import { p95OfAll, rate } from "../model-server/selector.ts";
import { tokenBands } from "../model-server/tokens.ts";
import { chosen } from "../preset/variables.ts";

/** What people wait for, and how their requests end. */
export function latencyBands(): Band[] {
  return [...tokenBands(sglangServer), { height: 8, panels: [phases(), endings()] }];
}

const phases = () =>
  timeseries({
    id: 7,
    title: "Phases of a request",
    description:
      "Of 100 requests 95 wait no longer, have their first token no later, and take no longer in all.\n\n**Good:** writing, from the first token on, is the longest by far. **Otherwise:** waiting: too few servers; between waiting and first token: long prompts, which `--chunked-prefill-size` and the prefix cache help.",
    unit: "s",
    series: "lines",
    queries: [
      { expr: p95OfAll("sglang:queue_time_seconds"), legend: "waiting" },
      { expr: p95OfAll("sglang:time_to_first_token_seconds"), legend: "to the first token" },
      { expr: p95OfAll("sglang:e2e_request_latency_seconds"), legend: "in all" },
    ],
  });

const endings = () =>
  timeseries({
    id: 8,
    title: "Answers by status",
    description:
      "Answers over HTTP per second by status, and requests that callers gave up.\n\n**Good:** all are `200`. **Otherwise:** `400`: longer than the context; `503`: the queue is full (`--max-queued-requests`), SglangRequestsFailing; *given up*: SglangRequestsAborted.",
    unit: "reqps",
    series: "stacked",
    queries: [
      {
        expr: `sum by (status_code) (rate(sglang:http_responses_total{${chosen}}[5m]))`,
        legend: "{{status_code}}",
      },
      { expr: `sum(${rate("sglang:num_aborted_requests_total")})`, legend: "given up" },
    ],
  });
