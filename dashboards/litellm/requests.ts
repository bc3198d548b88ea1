import { inWords } from "../../mixins/limit.ts";
import { litellmLimits as limits } from "../../mixins/litellm/limits.ts";
import type { Band } from "../kit/layout.ts";
import { stat } from "../kit/panels/stat.ts";
import { timeseries } from "../kit/panels/timeseries.ts";
import { highIsBad } from "../kit/thresholds.ts";
import { chosen } from "../preset/variables.ts";
import { BY, FAILED, LEGEND, ofModels, quantile, requests } from "./selector.ts";

/** What callers get: requests, how they end, how long they take and where the time goes. */
export function requestBands(): Band[] {
  return [
    { height: 4, panels: [requestsNow(), failedNow(), firstTokenNow(), underWayNow()] },
    { title: "Requests", height: 8, panels: [byModel(), failures()] },
    { title: "Latency", height: 8, panels: [total(), firstToken()] },
    { height: 8, panels: [own(), underWay()] },
  ];
}

const failedShare = `${requests(FAILED)} / (${requests()} > 0)`;
const TTFT = "litellm_llm_api_time_to_first_token_metric";

const requestsNow = () =>
  stat({
    id: 1,
    title: "Requests",
    description:
      "Requests per second that ended, of all chosen models.\n\n**Good:** as many as people and programs ask. **Otherwise:** none while some are under way: LitellmRequestsHanging.",
    unit: "reqps",
    graph: "sparkline",
    decimals: 1,
    queries: [{ expr: `sum(${requests()})`, legend: "Requests" }],
  });

const failedNow = () =>
  stat({
    id: 2,
    title: "Failed requests",
    description: `Share of the requests that were answered with 5xx or a time-out, of the model where it is largest.\n\n**Good:** none. **Otherwise:** above ${inWords(limits.failedShare)} LitellmRequestsFailing fires.`,
    unit: "percentunit",
    graph: "sparkline",
    decimals: 1,
    min: 0,
    thresholds: highIsBad({ yellow: 0.01, red: limits.failedShare.value }),
    queries: [{ expr: `max(${failedShare}) or 0 * sum(${requests()})`, legend: "Failed" }],
  });

const firstTokenNow = () =>
  stat({
    id: 3,
    title: "P95 time to first token",
    description:
      "Of 100 streams 95 begin sooner, of the model where they begin last.\n\n**Good:** as usual for that model. **Otherwise:** *The gateway's own time* says whether it is the gateway; else it is the model's server.",
    unit: "s",
    graph: "sparkline",
    decimals: 2,
    min: 0,
    queries: [{ expr: `max(${quantile(0.95, TTFT, ofModels, `${BY}, requested_model`)})`, legend: "P95" }],
  });

const underWayNow = () =>
  stat({
    id: 4,
    title: "Under way",
    description: `Requests that the gateways have taken and not answered.\n\n**Good:** about as many as requests a second times their seconds. **Otherwise:** it climbs while *Requests* falls: from ${inWords(limits.hangingRequests)} on of which none ends LitellmRequestsHanging fires.`,
    unit: "locale",
    graph: "sparkline",
    decimals: 0,
    min: 0,
    queries: [{ expr: `sum(litellm_in_flight_requests{${chosen}})`, legend: "Under way" }],
  });

const byModel = () =>
  timeseries({
    id: 5,
    title: "Requests by model",
    description:
      "Requests per second that ended, by the name that callers ask for.\n\n**Good:** as people and programs ask. **Otherwise:** one model's stop: nobody may ask for it any more, or all of them hang.",
    unit: "reqps",
    series: "stacked",
    queries: [{ expr: requests(), legend: `${LEGEND} {{requested_model}}` }],
  });

const failures = () =>
  timeseries({
    id: 6,
    title: "Refused and failed requests",
    description:
      "Requests per second that the gateway answered with an error, by exception.\n\n**Good:** few, and callers' own (400, 401, 429). **Otherwise:** `ServiceUnavailableError`, `InternalServerError`, `Timeout`: see *Servers of models*; `BudgetExceededError`: *Budgets used*; `RateLimitError`: the gateway's limits or a provider's.",
    unit: "reqps",
    series: "stacked",
    queries: [
      {
        expr: `sum by (${BY}, exception_class) (rate(litellm_proxy_failed_requests_metric_total{${ofModels}}[5m]))`,
        legend: `${LEGEND} {{exception_class}}`,
      },
    ],
  });

const underWay = () =>
  timeseries({
    id: 7,
    title: "Requests under way",
    description:
      "Requests that each process of a gateway has taken and not answered.\n\n**Good:** spread evenly. **Otherwise:** one has all of them: connections that stay with one pod, or a pod that hangs.",
    unit: "locale",
    series: "lines",
    decimals: 0,
    queries: [
      {
        expr: `sum by (${BY}, instance) (litellm_in_flight_requests{${chosen}})`,
        legend: `${LEGEND} {{instance}}`,
      },
    ],
  });

const total = () =>
  timeseries({
    id: 8,
    title: "Time of a request",
    description:
      "How long requests take from their arrival to the end of the answer, by model.\n\n**Good:** as usual for that model and the length of its answers. **Otherwise:** *Time to first token* tells a queue from slow writing.",
    unit: "s",
    series: "lines",
    queries: [0.5, 0.95].map((q) => ({
      expr: quantile(q, "litellm_request_total_latency_metric", ofModels, `${BY}, requested_model`),
      legend: `${LEGEND} {{requested_model}} P${100 * q}`,
    })),
  });

const firstToken = () =>
  timeseries({
    id: 9,
    title: "Time to first token",
    description:
      "Of 100 streams 95 begin sooner, by model.\n\n**Good:** under a few seconds. **Otherwise:** a queue at the model's server, or very long prompts.",
    unit: "s",
    series: "lines",
    queries: [
      {
        expr: quantile(0.95, TTFT, ofModels, `${BY}, requested_model`),
        legend: `${LEGEND} {{requested_model}}`,
      },
    ],
  });

const own = () =>
  timeseries({
    id: 10,
    title: "The gateway's own time",
    description: `Of 100 requests 95 wait less before they are looked at (queue), and 95 take less of the gateway's own time beside the model's (overhead).\n\n**Good:** tens of milliseconds. **Otherwise:** LitellmQueueSlow above ${inWords(limits.queueTime)}, LitellmOverheadHigh above ${inWords(limits.overhead)}: too few processors or workers, a slow database or Redis, callbacks and guardrails that wait for others.`,
    unit: "s",
    series: "lines",
    thresholds: highIsBad({ yellow: limits.overhead.value, red: limits.queueTime.value }),
    queries: [
      { expr: quantile(0.95, "litellm_request_queue_time_seconds", ofModels), legend: `${LEGEND} queue` },
      { expr: quantile(0.95, "litellm_overhead_latency_metric", chosen), legend: `${LEGEND} overhead` },
    ],
  });
