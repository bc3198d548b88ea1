import { inWords } from "../../mixins/limit.ts";
import { sglangLimits as limits } from "../../mixins/sglang/limits.ts";
import type { Band } from "../kit/layout.ts";
import { stat } from "../kit/panels/stat.ts";
import { timeseries } from "../kit/panels/timeseries.ts";
import { highIsBad } from "../kit/thresholds.ts";
import { chosen } from "../preset/variables.ts";
import { BY, LEGEND, ofModels, quantile, rate } from "./selector.ts";

/** What people wait for, and how their requests end. */
export function latencyBands(): Band[] {
  return [
    { height: 4, panels: [firstTokenNow(), nextTokenNow(), runningNow(), waitingNow()] },
    { title: "Latency", height: 9, panels: [firstToken(), nextToken()] },
    { height: 8, panels: [phases(), endings()] },
  ];
}

const firstTokenNow = () =>
  stat({
    id: 1,
    title: "P95 time to first token",
    description: `Of 100 requests 95 get their first token sooner, for the model where it takes longest.\n\n**Good:** under 1 s. **Otherwise:** above ${inWords(limits.timeToFirstToken)} SglangTimeToFirstTokenHigh fires: *Phases of a request* says whether prompts wait or are long.`,
    unit: "s",
    graph: "sparkline",
    decimals: 2,
    min: 0,
    thresholds: highIsBad({ yellow: 1, red: limits.timeToFirstToken.value }),
    queries: [{ expr: `max(${quantile(0.95, "time_to_first_token_seconds")})`, legend: "P95" }],
  });

const nextTokenNow = () =>
  stat({
    id: 2,
    title: "P95 time between tokens",
    description: `Of 100 tokens 95 come sooner after the one before, for the model where it takes longest.\n\n**Good:** under 100 ms, as fast as people read. **Otherwise:** above ${inWords(limits.interTokenLatency)} SglangInterTokenLatencyHigh fires: batches that are too large, or a slow GPU.`,
    unit: "s",
    graph: "sparkline",
    decimals: 3,
    min: 0,
    thresholds: highIsBad({ yellow: 0.1, red: limits.interTokenLatency.value }),
    queries: [{ expr: `max(${quantile(0.95, "inter_token_latency_seconds")})`, legend: "P95" }],
  });

const runningNow = () =>
  stat({
    id: 3,
    title: "Running",
    description:
      "Requests that servers work on.\n\n**Good:** below what their batches take (`--max-running-requests`). **Otherwise:** with no tokens, SglangStalled: a server has stopped.",
    unit: "locale",
    graph: "sparkline",
    decimals: 0,
    queries: [{ expr: `sum(sglang:num_running_reqs{${ofModels}, priority=""})`, legend: "Running" }],
  });

const waitingNow = () =>
  stat({
    id: 4,
    title: "Waiting",
    description: `Requests that wait for a server, of the model with the most.\n\n**Good:** 0, or a few in bursts. **Otherwise:** above ${inWords(limits.waitingRequests)} for minutes SglangQueueGrows fires: more come than the servers can do.`,
    unit: "locale",
    graph: "sparkline",
    decimals: 0,
    min: 0,
    thresholds: highIsBad({ yellow: 1, red: limits.waitingRequests.value }),
    queries: [{ expr: `max(sum by (${BY}) (sglang:num_queue_reqs{${ofModels}, priority=""}))`, legend: "Waiting" }],
  });

const firstToken = () =>
  timeseries({
    id: 5,
    title: "Time to first token",
    description:
      "How long requests wait for their first token, by model.\n\n**Good:** P95 under the dashed line. **Otherwise:** P50 up with it, the queue is long; P95 alone, single prompts are: their reading holds up the others.",
    unit: "s",
    series: "lines",
    thresholds: highIsBad({ yellow: 1, red: limits.timeToFirstToken.value }),
    queries: [
      { expr: quantile(0.5, "time_to_first_token_seconds"), legend: `${LEGEND} P50` },
      { expr: quantile(0.95, "time_to_first_token_seconds"), legend: `${LEGEND} P95` },
    ],
  });

const nextToken = () =>
  timeseries({
    id: 6,
    title: "Time between tokens",
    description:
      "How long a token takes after the one before it, by model.\n\n**Good:** P50 under 100 ms. **Otherwise:** it rises with the batch (*Running and waiting*); alone, a GPU throttles, or another model shares it.",
    unit: "s",
    series: "lines",
    thresholds: highIsBad({ yellow: 0.1, red: limits.interTokenLatency.value }),
    queries: [
      { expr: quantile(0.5, "inter_token_latency_seconds"), legend: `${LEGEND} P50` },
      { expr: quantile(0.95, "inter_token_latency_seconds"), legend: `${LEGEND} P95` },
    ],
  });

const phase = (name: string) =>
  `histogram_quantile(0.95, sum by (le) (rate(sglang:${name}_seconds_bucket{${ofModels}}[5m])))`;

const phases = () =>
  timeseries({
    id: 7,
    title: "Phases of a request",
    description:
      "Of 100 requests 95 wait no longer, have their first token no later, and take no longer in all.\n\n**Good:** writing, from the first token on, is the longest by far. **Otherwise:** waiting: too few servers; between waiting and first token: long prompts, which `--chunked-prefill-size` and the prefix cache help.",
    unit: "s",
    series: "lines",
    queries: [
      { expr: phase("queue_time"), legend: "waiting" },
      { expr: phase("time_to_first_token"), legend: "to the first token" },
      { expr: phase("e2e_request_latency"), legend: "in all" },
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
      { expr: `sum(${rate("num_aborted_requests")})`, legend: "given up" },
    ],
  });
