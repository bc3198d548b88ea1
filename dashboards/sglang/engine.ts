import { inWords } from "../../mixins/limit.ts";
import { BY_MODEL } from "../../mixins/model-server/server.ts";
import { sglangLimits as limits } from "../../mixins/sglang/limits.ts";
import { sglangServer } from "../../mixins/sglang/server.ts";
import type { Band } from "../kit/layout.ts";
import { timeseries } from "../kit/panels/timeseries.ts";
import { highIsBad } from "../kit/thresholds.ts";
import { runningAndWaiting } from "../model-server/queue.ts";
import { LEGEND, ofModels, quantile, rate } from "../model-server/selector.ts";

/** What it means that requests wait. */
const WAITING = `SglangQueueGrows from ${inWords(limits.waitingRequests)} on: with memory for tokens that is full, shorter prompts or more of it; else more servers.`;

/** Why: the queue, the memory, and what is asked. */
export function engineBands(): Band[] {
  return [
    { title: "Queue and memory", height: 9, panels: [runningAndWaiting(sglangServer, WAITING), cache()] },
    { height: 8, panels: [retractions(), prefixCache()] },
    { title: "Load", height: 8, panels: [tokens(), lengths()] },
  ];
}

const cache = () =>
  timeseries({
    id: 10,
    title: "Memory for tokens",
    description: `Share of the memory for tokens (the KV cache) in use, of the fullest server of each model.\n\n**Good:** high, under ${inWords(limits.tokenUse)}. **Otherwise:** with *Retractions* SglangMemoryFull fires: fewer requests at once, shorter contexts, or more GPU memory.`,
    unit: "percentunit",
    series: "lines",
    thresholds: highIsBad({ yellow: 0.9, red: limits.tokenUse.value }),
    queries: [{ expr: `max by (${BY_MODEL}) (sglang:token_usage{${ofModels}})`, legend: LEGEND }],
  });

const retractions = () =>
  timeseries({
    id: 11,
    title: "Retractions",
    description:
      "Running requests per second that are retracted because the memory for tokens is full: what they had is computed again.\n\n**Good:** none. **Otherwise:** the scheduler takes more than fits (`--schedule-conservativeness`).",
    unit: "cps",
    series: "lines",
    queries: [{ expr: rate("sglang:num_retracted_requests_total"), legend: LEGEND }],
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
      {
        expr: `${tokensOf("prefill_cache")} / (${tokensOf("prefill_cache")} + ${tokensOf("prefill_compute")} > 0)`,
        legend: LEGEND,
      },
    ],
  });

const tokensOf = (mode: string) =>
  `sum by (${BY_MODEL}) (rate(sglang:realtime_tokens_total{${ofModels}, mode="${mode}"}[5m]))`;

const tokens = () =>
  timeseries({
    id: 13,
    title: "Tokens",
    description:
      "Tokens of prompts that are read and of answers that are written per second, by model, as the scheduler counts them.\n\n**Good:** they follow the requests. **Otherwise:** prompts grow faster: they take the memory and hold up first tokens; none with requests running: SglangStalled.",
    unit: "si:tok/s",
    series: "lines",
    queries: [
      { expr: tokensOf("prefill_compute"), legend: `${LEGEND} read` },
      { expr: tokensOf("decode"), legend: `${LEGEND} written` },
    ],
  });

const lengths = () =>
  timeseries({
    id: 14,
    title: "Length of prompts and answers",
    description:
      "Of 100 requests 95 have no longer a prompt, and no longer an answer, by model.\n\n**Good:** below what the servers are sized for (`--context-length`). **Otherwise:** growth of either is growth of the memory that a request takes.",
    unit: "locale",
    series: "lines",
    decimals: 0,
    queries: [
      { expr: quantile(0.95, "sglang:prompt_tokens_histogram"), legend: `${LEGEND} prompt` },
      { expr: quantile(0.95, "sglang:generation_tokens_histogram"), legend: `${LEGEND} answer` },
    ],
  });
