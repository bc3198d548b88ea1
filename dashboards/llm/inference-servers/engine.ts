import { inWords } from "../../../mixins/limit.ts";
import { llmLimits as limits } from "../../../mixins/llm/limits.ts";
import { vllmLimits } from "../../../mixins/vllm/limits.ts";
import type { Band } from "../../kit/layout.ts";
import { timeseries } from "../../kit/panels/timeseries.ts";
import { highIsBad } from "../../kit/thresholds.ts";
import { inCluster, ofServers } from "../selectors.ts";

/** Why: the queue, the memory, the GPUs. */
export function engineBands(): Band[] {
  return [
    { title: "Queue and memory", height: 9, panels: [queue(), cache()] },
    { height: 8, panels: [preemptions()] },
    { title: "GPUs of the servers", height: 8, panels: [activity(), memory()] },
  ];
}

const recorded = (name: string) => `cluster_job_model:${name}{${ofServers}}`;

const queue = () =>
  timeseries({
    id: 9,
    title: "Running and waiting",
    description: `Requests that servers work on, and those that wait.\n\n**Good:** none waits for long. **Otherwise:** LlmQueueBuildup, of vLLM VllmQueueGrows, of Triton TritonQueueGrows, from ${inWords(limits.waitingRequests)} on: with a KV cache that is full, more memory or shorter prompts; else more servers.`,
    unit: "locale",
    series: "lines",
    decimals: 0,
    queries: [
      { expr: recorded("llm_requests_running:sum"), legend: "{{model}} ({{job}}) running" },
      { expr: recorded("llm_requests_waiting:sum"), legend: "{{model}} ({{job}}) waiting" },
    ],
  });

const cache = () =>
  timeseries({
    id: 10,
    title: "KV cache",
    description: `Share of the KV cache in use, of the fullest server of each model.\n\n**Good:** under ${inWords(vllmLimits.kvCacheUse)}. **Otherwise:** with *Preemptions* VllmKvCacheFull fires, of vLLM: fewer sequences at once, shorter contexts, or more GPU memory.`,
    unit: "percentunit",
    series: "lines",
    thresholds: highIsBad({ yellow: 0.85, red: vllmLimits.kvCacheUse.value }),
    queries: [{ expr: recorded("llm_kv_cache_usage_ratio:max"), legend: "{{model}} ({{job}})" }],
  });

const preemptions = () =>
  timeseries({
    id: 11,
    title: "Preemptions",
    description:
      "Running requests per second that are set back because the KV cache is full: their tokens are computed again.\n\n**Good:** none. **Otherwise:** the cache is too small for what is asked at once.",
    unit: "cps",
    series: "lines",
    queries: [{ expr: recorded("llm_preemptions:rate5m"), legend: "{{model}} ({{job}})" }],
  });

/** Of the pods of the chosen servers. */
function ofPods(metric: string): string {
  const pod = "cluster, namespace, pod";
  return `avg by (${pod}) (${metric}{${inCluster}, pod!=""}) and on (${pod}) up{${inCluster}, job=~"$server"}`;
}

const activity = () =>
  timeseries({
    id: 15,
    title: "GPU activity",
    description:
      "Share of time in which the multiprocessors of the servers' GPUs have work, by pod.\n\n**Good:** high under load. **Otherwise:** low with a queue: the server waits for something else, such as tokenising on the CPU.",
    unit: "percentunit",
    series: "lines",
    queries: [{ expr: ofPods("DCGM_FI_PROF_SM_ACTIVE"), legend: "{{pod}}" }],
  });

const memory = () =>
  timeseries({
    id: 16,
    title: "GPU memory",
    description:
      "Memory in use on each of the servers' GPUs, by pod.\n\n**Good:** level: servers take their share (`gpu_memory_utilization`) at the start. **Otherwise:** a step: another process is on the GPU.",
    unit: "mbytes",
    series: "lines",
    queries: [{ expr: ofPods("DCGM_FI_DEV_FB_USED"), legend: "{{pod}}" }],
  });
