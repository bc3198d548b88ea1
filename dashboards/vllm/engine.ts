import { inWords } from "../../mixins/limit.ts";
import { BY_MODEL } from "../../mixins/model-server/server.ts";
import { vllmLimits as limits } from "../../mixins/vllm/limits.ts";
import { vllmServer } from "../../mixins/vllm/server.ts";
import type { Band } from "../kit/layout.ts";
import { timeseries } from "../kit/panels/timeseries.ts";
import { highIsBad } from "../kit/thresholds.ts";
import { runningAndWaiting } from "../model-server/queue.ts";
import { LEGEND, ofModels, quantile, rate } from "../model-server/selector.ts";

/** What it means that requests wait. */
const WAITING = `VllmQueueGrows from ${inWords(limits.waitingRequests)} on: with a KV cache that is full, more memory or shorter prompts; else more servers.`;

/** Why: the queue, the memory, and what is asked. */
export function engineBands(): Band[] {
  return [
    { title: "Queue and memory", height: 9, panels: [runningAndWaiting(vllmServer, WAITING), cache()] },
    { height: 8, panels: [preemptions(), prefixCache()] },
    { title: "Load", height: 8, panels: [tokens(), lengths()] },
  ];
}

const cache = () =>
  timeseries({
    id: 10,
    title: "KV cache",
    description: `Share of the KV cache in use, of the fullest server of each model.\n\n**Good:** under ${inWords(limits.kvCacheUse)}. **Otherwise:** with *Preemptions* VllmKvCacheFull fires: fewer sequences at once, shorter contexts, or more GPU memory.`,
    unit: "percentunit",
    series: "lines",
    thresholds: highIsBad({ yellow: 0.85, red: limits.kvCacheUse.value }),
    queries: [{ expr: `max by (${BY_MODEL}) (vllm:kv_cache_usage_perc{${ofModels}})`, legend: LEGEND }],
  });

const preemptions = () =>
  timeseries({
    id: 11,
    title: "Preemptions",
    description:
      "Running requests per second that are set back because the KV cache is full: their tokens are computed again.\n\n**Good:** none. **Otherwise:** the cache is too small for what is asked at once.",
    unit: "cps",
    series: "lines",
    queries: [{ expr: rate("vllm:num_preemptions_total"), legend: LEGEND }],
  });

const prefixCache = () =>
  timeseries({
    id: 12,
    title: "Prefix cache hits",
    description:
      "Share of the prompts' tokens that the prefix cache had.\n\n**Good:** high for chats, which send their history each time. **Otherwise:** low: the gateway spreads a chat's requests over servers, or prompts begin with something that differs.",
    unit: "percentunit",
    series: "lines",
    queries: [
      { expr: `${rate("vllm:prefix_cache_hits_total")} / ${rate("vllm:prefix_cache_queries_total")}`, legend: LEGEND },
    ],
  });

const tokens = () =>
  timeseries({
    id: 13,
    title: "Tokens",
    description:
      "Tokens of prompts and of answers per second, by model.\n\n**Good:** they follow the requests. **Otherwise:** prompts grow faster: they take the KV cache and hold up first tokens; none with requests running: VllmStalled.",
    unit: "si:tok/s",
    series: "lines",
    queries: [
      { expr: rate("vllm:prompt_tokens_total"), legend: `${LEGEND} read` },
      { expr: rate("vllm:generation_tokens_total"), legend: `${LEGEND} written` },
    ],
  });

const lengths = () =>
  timeseries({
    id: 14,
    title: "Length of prompts and answers",
    description:
      "Of 100 requests 95 have no longer a prompt, and no longer an answer, by model.\n\n**Good:** below what the servers are sized for (`max_model_len`). **Otherwise:** growth of either is growth of the KV cache that a request takes.",
    unit: "locale",
    series: "lines",
    decimals: 0,
    queries: [
      { expr: quantile(0.95, "vllm:request_prompt_tokens"), legend: `${LEGEND} prompt` },
      { expr: quantile(0.95, "vllm:request_generation_tokens"), legend: `${LEGEND} answer` },
    ],
  });
