import { inWords } from "../../../mixins/limit.ts";
import { llmLimits as limits } from "../../../mixins/llm/limits.ts";
import { failedShare, requests, slowShare } from "../../../mixins/llm/span-queries.ts";
import type { Band } from "../../kit/layout.ts";
import { nodeGraph } from "../../kit/panels/node-graph.ts";
import { stat } from "../../kit/panels/stat.ts";
import { timeseries } from "../../kit/panels/timeseries.ts";
import { highIsBad } from "../../kit/thresholds.ts";
import { inCluster, ofGateway, ofServices } from "../selectors.ts";

const window = "$interval";
const ofAll = { of: ofServices, window, by: "service" } as const;

/** The top: who calls whom, how often, how long it takes, how often in vain. */
export function glanceBands(): Band[] {
  return [
    { height: 4, panels: [rateNow(), durationNow(), failedNow(), slowNow()] },
    { title: "Requests", height: 10, panels: [topology(), requestRate()] },
    { height: 9, panels: [percentiles(), failures()] },
  ];
}

const duration = (quantile: number) =>
  `histogram_quantile(${quantile}, ${requests({ of: ofGateway, window, by: "service, le", metric: "latency_bucket" })})`;

const rateNow = () =>
  stat({
    id: 1,
    title: "Requests",
    description:
      "Requests to models per second, by the service that takes them: what people ask comes by Open WebUI and then by LiteLLM, so the two do not add up.\n\n**Good:** the usual of this hour. **Otherwise:** none at a gateway that people use: look at *Recent traces*, and whether LlmTracesMissing fires.",
    unit: "reqps",
    graph: "sparkline",
    queries: [{ expr: requests({ ...ofAll, metric: "calls_total" }), legend: "{{service}}" }],
  });

const durationNow = () =>
  stat({
    id: 2,
    title: "P95 latency",
    description: `Of 100 requests to the gateway 95 take no longer, from the first byte in to the last byte out: with streams the whole answer.\n\n**Good:** under ${inWords(limits.slowRequest)}. **Otherwise:** above ${inWords(limits.requestDuration)} LlmRequestsSlow fires: *P95 latency by model* says whether it is one model, *Model and database* whether it is the model at all.`,
    unit: "s",
    graph: "sparkline",
    decimals: 1,
    min: 0,
    thresholds: highIsBad({ yellow: limits.slowRequest.value, red: limits.requestDuration.value }),
    queries: [{ expr: duration(0.95), legend: "{{service}}" }],
  });

const failedNow = () =>
  stat({
    id: 3,
    title: "Failed (5xx)",
    description: `Share of requests that are answered with 5xx, of all requests, before traces are sampled. Where a service does not say with what it answered, those that it marks as errors.\n\n**Good:** under 1%. **Otherwise:** above ${inWords(limits.failedRequests)} LlmHighErrorRate fires: *Errors with their messages* has the reasons.`,
    unit: "percentunit",
    graph: "sparkline",
    decimals: 2,
    min: 0,
    thresholds: highIsBad({ yellow: 0.01, red: limits.failedRequests.value }),
    queries: [{ expr: failedShare(ofAll), legend: "{{service}}" }],
  });

const slowNow = () =>
  stat({
    id: 4,
    title: "Slower than 5 s",
    description: `Share of requests that take longer than ${inWords(limits.slowRequest)}.\n\n**Good:** the platform's usual: long answers take their time. **Otherwise:** it rises with the queue of the models' servers, see the dashboard of inference servers; *Slow requests (> 5 s)* lists them.`,
    unit: "percentunit",
    graph: "sparkline",
    decimals: 0,
    min: 0,
    thresholds: highIsBad({ yellow: 0.25, red: 0.5 }),
    queries: [{ expr: slowShare(ofAll, limits.slowRequest.value), legend: "{{service}}" }],
  });

const topology = () =>
  nodeGraph({
    id: 5,
    title: "AI service topology",
    description:
      "Services and whom they call, from all spans: the mean duration and calls per second, and in red the share that fails. What makes no spans itself, as Ollama and databases, is there by its address as its callers see it. A click leads to a service's numbers and traces.\n\n**Good:** people, Open WebUI, LiteLLM, the models' servers, one after the other. **Otherwise:** a service that is missing makes no spans, or does not hand the trace on; a red ring is where requests fail.",
    matchers: inCluster,
  });

const requestRate = () =>
  timeseries({
    id: 6,
    title: "Request rate",
    description:
      "Requests to models per second. Each is a trace, but for those of Open WebUI, which are at both services within one.\n\n**Good:** it follows the day. **Otherwise:** LiteLLM far below Open WebUI: requests fail before they reach it; above it: programs ask it by themselves.",
    unit: "reqps",
    series: "lines",
    queries: [{ expr: requests({ ...ofAll, metric: "calls_total" }), legend: "{{service}}" }],
  });

const percentiles = () =>
  timeseries({
    id: 7,
    title: "LiteLLM latency percentiles",
    description:
      "How long requests to the gateway take. Dots are exemplars: single requests, each leads to its trace. The highest bucket ends at ten minutes.\n\n**Good:** P95 under the dashed line. **Otherwise:** P50 up with it, the models' servers are busy or slow; P99 alone, single prompts or one model are: see *P95 latency by model*.",
    unit: "s",
    series: "lines",
    thresholds: highIsBad({ yellow: limits.slowRequest.value, red: limits.requestDuration.value }),
    queries: [
      { expr: duration(0.5), legend: "{{service}} P50" },
      { expr: duration(0.95), legend: "{{service}} P95" },
      { expr: duration(0.99), legend: "{{service}} P99", exemplars: "show" },
    ],
  });

const failures = () =>
  timeseries({
    id: 8,
    title: "Error rate (5xx)",
    description:
      "Share of requests that fail, by service, of all requests before sampling.\n\n**Good:** flat on zero. **Otherwise:** both services alike: a model or its server; Open WebUI alone: it does not reach LiteLLM, or its database fails. *Errors with their messages* says which.",
    unit: "percentunit",
    series: "lines",
    thresholds: highIsBad({ yellow: 0.01, red: limits.failedRequests.value }),
    queries: [{ expr: failedShare(ofAll), legend: "{{service}}" }],
  });
