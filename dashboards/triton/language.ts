import { inWords } from "../../mixins/limit.ts";
import { tritonLimits as limits } from "../../mixins/triton/limits.ts";
import type { Band } from "../kit/layout.ts";
import { timeseries } from "../kit/panels/timeseries.ts";
import { highIsBad } from "../kit/thresholds.ts";
import { BY, LEGEND, ofModels } from "./selector.ts";

/** What language models have of their own. */
export function languageBands(): Band[] {
  return [{ title: "Language models (TensorRT-LLM)", height: 8, panels: [batch(), kvCache(), memory()] }];
}

const now = (type: string) => `sum by (${BY}) (nv_trt_llm_request_metrics{${ofModels}, request_type="${type}"})`;

const batch = () =>
  timeseries({
    id: 15,
    title: "Requests in the batcher",
    description:
      "Requests that TensorRT-LLM has, those of them in the batch, and those that wait.\n\n**Good:** most are in the batch. **Otherwise:** they wait with a *KV cache* that is full: fewer tokens at once or more memory; without: a larger `max_batch_size`.",
    unit: "locale",
    series: "lines",
    decimals: 0,
    queries: [
      { expr: now("active"), legend: `${LEGEND} all` },
      { expr: now("scheduled"), legend: `${LEGEND} in the batch` },
      { expr: now("waiting"), legend: `${LEGEND} waiting` },
    ],
  });

const kvCache = () =>
  timeseries({
    id: 16,
    title: "KV cache",
    description: `Share of the KV cache's blocks in use, of the fullest server of each model.\n\n**Good:** under ${inWords(limits.kvCacheUse)}. **Otherwise:** with requests that wait TritonKvCacheFull fires: more of the GPU for it (\`kv_cache_free_gpu_mem_fraction\`), shorter contexts, or more GPUs.`,
    unit: "percentunit",
    series: "lines",
    thresholds: highIsBad({ yellow: 0.85, red: limits.kvCacheUse.value }),
    queries: [
      {
        expr: `max by (${BY}) (nv_trt_llm_kv_cache_block_metrics{${ofModels}, kv_cache_block_type="used"} / ignoring (kv_cache_block_type) nv_trt_llm_kv_cache_block_metrics{${ofModels}, kv_cache_block_type="max"})`,
        legend: LEGEND,
      },
    ],
  });

const memory = () =>
  timeseries({
    id: 17,
    title: "Memory of the runtime",
    description:
      "Bytes that TensorRT-LLM's runtime takes beside weights and KV cache, by where they are.\n\n**Good:** level. **Otherwise:** growth: longer contexts or larger batches, up to what was set when the engine was built.",
    unit: "bytes",
    series: "lines",
    queries: [
      {
        expr: `sum by (${BY}, memory_type) (nv_trt_llm_runtime_memory_metrics{${ofModels}})`,
        legend: `${LEGEND} {{memory_type}}`,
      },
    ],
  });
