import type { Limit } from "../limit.ts";
import { llmLimits } from "../llm/limits.ts";

/** The thresholds of LiteLLM. `aiobs:alerts` sets others for a stack's gateways. */
export const litellmLimits = {
  hangingRequests: {
    value: 5,
    unit: "count",
    why: "as many requests under way of which none ends are no leftovers",
    source: "this program's choice",
  },
  deploymentFailures: {
    value: 0.25,
    unit: "ratio",
    why: "the gateway asks another server of the model again and again: requests are late, and fail when that one does",
    source: "this program's choice",
  },
  failedShare: llmLimits.failedRequests,
  failures: llmLimits.failuresThatCount,
  failingShare: {
    value: 0.9,
    unit: "ratio",
    why: "a gateway that fails nearly all is of no use to anybody; below, some of its models answer",
    source: "as of a model that does not answer (LlmModelNotAnswering)",
  },
  failuresOfAll: {
    value: 10,
    unit: "count",
    why: "as many failures and hardly an answer beside them are no single caller's bad luck, however long they took to come",
    source: "this program's choice",
  },
  fallbackFailures: {
    value: 0.25,
    unit: "ratio",
    why: "a fallback is what is left when a model does not answer: where it fails as well, people get the error",
    source: "this program's choice",
  },
  requestRate: llmLimits.requestRate,
  budgetUsed: {
    value: 0.9,
    unit: "ratio",
    why: "early enough to raise a budget before requests are refused, late enough to be meant",
    source: "between 85 % and 95 %, at which LiteLLM itself tells (`litellm/types/integrations/slack_alerting.py`)",
  },
  overhead: {
    value: 0.25,
    unit: "seconds",
    why: "usual are some 10 ms: more is a gateway without a processor to run on, or that waits for its database or Redis",
    source:
      "https://docs.litellm.ai/docs/benchmarks (P95 of 8 ms); this program's choice, a bound of the histogram's buckets",
  },
  queueTime: {
    value: 1,
    unit: "seconds",
    why: "before a request is looked at at all: people wait for it on top of the model",
    source: "this program's choice, a bound of the histogram's buckets",
  },
  dependencyFailures: {
    value: 0.05,
    unit: "ratio",
    why: "a call now and then is lost when connections are renewed; more is a server that is away or too slow",
    source: "this program's choice",
  },
  openBreaker: {
    value: 0.5,
    unit: "ratio",
    why: "it opens for a minute after five failures, and once now and then that is what it is for",
    source: "`RedisCircuitBreaker` of LiteLLM 1.109.1 (`litellm/caching/redis_cache.py`); this program's choice",
  },
} as const satisfies Readonly<Record<string, Limit>>;
