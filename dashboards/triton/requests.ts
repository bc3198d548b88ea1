import { inWords } from "../../mixins/limit.ts";
import { tritonLimits as limits } from "../../mixins/triton/limits.ts";
import type { Band } from "../kit/layout.ts";
import { stat } from "../kit/panels/stat.ts";
import { timeseries } from "../kit/panels/timeseries.ts";
import { highIsBad } from "../kit/thresholds.ts";
import { BY, ended, LEGEND, ofModels, secondsOf, waiting } from "./selector.ts";

/** What people get: requests, how they end, how long they take. */
export function requestBands(): Band[] {
  return [
    { height: 4, panels: [requestsNow(), failedNow(), secondsNow(), waitingNow()] },
    { title: "Requests", height: 8, panels: [requests(), failures()] },
    { title: "Latency", height: 8, panels: [phases(), firstResponse()] },
  ];
}

const failed = `sum by (${BY}) (rate(nv_inference_request_failure{${ofModels}, reason!="CANCELED"}[5m]))`;

const requestsNow = () =>
  stat({
    id: 1,
    title: "Requests",
    description:
      "Requests per second that ended, of all chosen models.\n\n**Good:** as many as people and programs ask. **Otherwise:** none while some wait: TritonStalled.",
    unit: "reqps",
    graph: "sparkline",
    decimals: 1,
    queries: [{ expr: `sum(${ended})`, legend: "Requests" }],
  });

const failedNow = () =>
  stat({
    id: 2,
    title: "Failed requests",
    description: `Share of the requests that failed, of the model where it is largest; not counted are those that callers gave up.\n\n**Good:** none. **Otherwise:** above ${inWords(limits.failedShare)} TritonRequestsFailing fires, above ${inWords(limits.downShare)} TritonModelDown.`,
    unit: "percentunit",
    graph: "sparkline",
    decimals: 1,
    min: 0,
    thresholds: highIsBad({ yellow: 0.01, red: limits.failedShare.value }),
    queries: [{ expr: `max(${failed} / (${ended} > 0))`, legend: "Failed" }],
  });

const secondsNow = () =>
  stat({
    id: 3,
    title: "Time of a request",
    description:
      "How long a request takes from end to end on average, of the model where it takes longest.\n\n**Good:** as usual for that model. **Otherwise:** *Phases of a request* says where the time goes.",
    unit: "s",
    graph: "sparkline",
    decimals: 2,
    min: 0,
    queries: [{ expr: `max(${secondsOf("inference_request_duration_us")})`, legend: "Average" }],
  });

const waitingNow = () =>
  stat({
    id: 4,
    title: "Waiting",
    description: `Requests in line for a model, of the one with the most.\n\n**Good:** none, or a batch. **Otherwise:** above ${inWords(limits.waitingRequests)} for minutes TritonQueueGrows fires, where each waits for longer than ${inWords(limits.queueTime)}.`,
    unit: "locale",
    graph: "sparkline",
    decimals: 0,
    min: 0,
    queries: [{ expr: `max(${waiting})`, legend: "Waiting" }],
  });

const requests = () =>
  timeseries({
    id: 5,
    title: "Requests by model",
    description:
      "Requests per second that ended, by model.\n\n**Good:** as people and programs ask. **Otherwise:** none of a model that is asked for: TritonStalled, or TritonModelMissing.",
    unit: "reqps",
    series: "stacked",
    queries: [{ expr: ended, legend: LEGEND }],
  });

const failures = () =>
  timeseries({
    id: 6,
    title: "Failed requests by reason",
    description:
      "Requests per second that failed, by model and reason.\n\n**Good:** none. **Otherwise:** `BACKEND`: the model itself, see its log; `REJECTED`: a time-out or a full queue of the scheduler; `CANCELED`: callers gave up, TritonRequestsCanceled; `OTHER`: an input that does not fit, or a step of an ensemble.",
    unit: "reqps",
    series: "stacked",
    queries: [
      {
        expr: `sum by (${BY}, reason) (rate(nv_inference_request_failure{${ofModels}}[5m]))`,
        legend: `${LEGEND} {{reason}}`,
      },
    ],
  });

const phase = (name: string) =>
  `sum(rate(nv_inference_${name}_duration_us{${ofModels}}[5m])) / 1e6 / (sum(rate(nv_inference_request_success{${ofModels}}[5m])) > 0)`;

const phases = () =>
  timeseries({
    id: 7,
    title: "Phases of a request",
    description:
      "Where the time of a request goes on average: waiting, preparing inputs, running the model, preparing outputs.\n\n**Good:** running the model is the longest by far. **Otherwise:** waiting: more instances or servers; inputs or outputs: large tensors that are copied, for which shared memory helps.",
    unit: "s",
    series: "stacked",
    queries: [
      { expr: phase("queue"), legend: "waiting" },
      { expr: phase("compute_input"), legend: "inputs" },
      { expr: phase("compute_infer"), legend: "running" },
      { expr: phase("compute_output"), legend: "outputs" },
    ],
  });

const first = (q: number) =>
  `histogram_quantile(${q}, sum by (${BY}, le) (rate(nv_inference_first_response_histogram_ms_bucket{${ofModels}}[5m]))) / 1000 or on (${BY}) histogram_quantile(${q}, sum by (${BY}, le) (rate(vllm:time_to_first_token_seconds_bucket{${ofModels}}[5m])))`;

const firstResponse = () =>
  timeseries({
    id: 8,
    title: "Time to the first response",
    description:
      "How long requests wait for the first part of their answer, by model. Triton counts it with `--metrics-config histogram_latencies=true`, its vLLM backend with `REPORT_CUSTOM_METRICS`.\n\n**Good:** P95 under the dashed line. **Otherwise:** TritonFirstResponseLate: a queue, or inputs that are long to read.",
    unit: "s",
    series: "lines",
    thresholds: highIsBad({ red: limits.firstResponse.value }),
    queries: [
      { expr: first(0.5), legend: `${LEGEND} P50` },
      { expr: first(0.95), legend: `${LEGEND} P95` },
    ],
  });
