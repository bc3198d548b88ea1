import { inWords } from "../../mixins/limit.ts";
import { tritonLimits as limits } from "../../mixins/triton/limits.ts";
import type { Band } from "../kit/layout.ts";
import { timeseries } from "../kit/panels/timeseries.ts";
import { chosen } from "../preset/variables.ts";
import { BY, LEGEND, ofModels, rate, secondsOf, waiting } from "./selector.ts";

/** Why: queues and batches, and what the servers hold. */
export function workBands(): Band[] {
  return [
    { title: "Queues and batches", height: 8, panels: [queue(), queueTime(), batches()] },
    { title: "What the servers hold", height: 8, panels: [loaded(), cache(), pinned()] },
  ];
}

const queue = () =>
  timeseries({
    id: 9,
    title: "Waiting by model",
    description: `Requests that wait, for Triton's scheduler or TensorRT-LLM's batcher.\n\n**Good:** they come and go. **Otherwise:** TritonQueueGrows from ${inWords(limits.waitingRequests)} on: more instances of the model where its GPU has room, larger batches, or more servers.`,
    unit: "locale",
    series: "lines",
    decimals: 0,
    queries: [{ expr: waiting, legend: LEGEND }],
  });

const queueTime = () =>
  timeseries({
    id: 10,
    title: "Time in the queue",
    description:
      "How long a request waits in Triton's scheduler on average. TensorRT-LLM's own queue is not in it.\n\n**Good:** about `max_queue_delay_microseconds`, where batches are awaited. **Otherwise:** longer than the model takes: it is too slow for what is asked.",
    unit: "s",
    series: "lines",
    queries: [{ expr: secondsOf("inference_queue_duration_us"), legend: LEGEND }],
  });

const batches = () =>
  timeseries({
    id: 11,
    title: "Inferences of a batch",
    description:
      "How many inferences an execution of the model makes on average.\n\n**Good:** near `max_batch_size` under load. **Otherwise:** 1 with a queue: `dynamic_batching` is off, or inputs have shapes that cannot be put together.",
    unit: "locale",
    series: "lines",
    decimals: 1,
    queries: [{ expr: `${rate("inference_count")} / (${rate("inference_exec_count")} > 0)`, legend: LEGEND }],
  });

const loaded = () =>
  timeseries({
    id: 12,
    title: "Servers that have a model",
    description:
      "Servers that have each model loaded, and all that answer.\n\n**Good:** all have it. **Otherwise:** TritonModelMissing: it did not load, or was unloaded; the server's log says why.",
    unit: "locale",
    series: "lines",
    decimals: 0,
    min: 0,
    queries: [
      {
        expr: `count by (${BY}) (group by (${BY}, instance) (nv_inference_pending_request_count{${ofModels}}))`,
        legend: LEGEND,
      },
      {
        expr: `count by (cluster, application) (nv_pinned_memory_pool_total_bytes{${chosen}})`,
        legend: "{{application}} all",
      },
    ],
  });

const cache = () =>
  timeseries({
    id: 13,
    title: "Response cache hits",
    description:
      "Share of the requests that the response cache had, of models that have one.\n\n**Good:** high for inputs that come again. **Otherwise:** near none: the cache is too small, or nothing is asked twice, and looking costs time.",
    unit: "percentunit",
    series: "lines",
    queries: [
      {
        expr: `${rate("cache_num_hits_per_model")} / (${rate("cache_num_hits_per_model")} + ${rate("cache_num_misses_per_model")} > 0)`,
        legend: LEGEND,
      },
    ],
  });

const pinned = () =>
  timeseries({
    id: 14,
    title: "Pinned memory in use",
    description:
      "Share of the pool of pinned memory in use, by server: what is copied to GPUs goes through it.\n\n**Good:** well under 100%. **Otherwise:** full: copies go through ordinary memory, which is slower; a larger `--pinned-memory-pool-byte-size`.",
    unit: "percentunit",
    series: "lines",
    min: 0,
    queries: [
      {
        expr: `nv_pinned_memory_pool_used_bytes{${chosen}} / nv_pinned_memory_pool_total_bytes{${chosen}}`,
        legend: "{{application}} {{instance}}",
      },
    ],
  });
