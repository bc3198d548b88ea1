/** How many series the servers of an LLM platform bring, by their catalogues and a stack's own numbers. */
import type { Catalogue, Metric } from "../../queries/catalogue.ts";
import { type JobSeries, seriesOfCombination } from "../cardinality/series-count.ts";
import { litellmCatalogue } from "../litellm/catalogue.ts";
import { tritonCatalogue } from "../triton/catalogue.ts";
import { vllmCatalogue } from "../vllm/catalogue.ts";
import { dynamoCatalogue } from "./metrics/dynamo.ts";
import { type LlmServer, llmServers } from "./scrape.ts";

/** How large one kind of server may become. */
export interface LlmSizes {
  readonly replicas: number;
  /** Models that one pod serves. */
  readonly models: number;
  /** Keys, people, addresses and browsers that ask a pod, in combination; LiteLLM's alone. */
  readonly callers: number;
}

const catalogues: Readonly<Record<LlmServer, Catalogue>> = {
  litellm: litellmCatalogue,
  vllm: vllmCatalogue,
  triton: tritonCatalogue,
  dynamo: dynamoCatalogue,
};

/** Labels of a model, by whichever name. */
const ofModel: ReadonlySet<string> = new Set([
  "model",
  "model_name",
  "requested_model",
  "model_id",
  "litellm_model_name",
  "model_group",
  "fallback_model",
]);

/** Labels of a caller: of which key, or of which team. */
const ofCaller: ReadonlySet<string> = new Set(["hashed_api_key", "team"]);

/** Labels that tell combinations apart beside models and callers; half of what each may have is met on one pod. */
const ofAnswer: Readonly<Record<string, number>> = {
  status_code: 4,
  exception_status: 2,
  exception_class: 2,
  error_class: 2,
  function_name: 5,
  state: 3,
  status: 2,
  finished_reason: 4,
  request_type: 5,
  kv_cache_block_type: 6,
  version: 1,
};

/** What no catalogue lists: the process, its runtime, and metrics that no rule asks for. Of LiteLLM the process alone is kept. */
const UNLISTED: Readonly<Record<LlmServer, number>> = { litellm: 10, vllm: 150, triton: 150, dynamo: 150 };

/** What the pods bring, by scrape job. */
export function llmSeries(sizes: Readonly<Partial<Record<LlmServer, LlmSizes>>>): readonly JobSeries[] {
  return llmServers.flatMap((job) => {
    const size = sizes[job];
    if (size === undefined) return [];
    const { metrics, targetLabels } = catalogues[job];
    const listed = metrics.map((metric) => {
      const series = seriesOf(metric, size) * size.replicas;
      return { metric: metric.name, exposed: series, series };
    });
    const others = UNLISTED[job] * size.replicas;
    const rest = { metric: `${job}: others`, exposed: others, series: others };
    const most = Math.max(...metrics.map(({ labels }) => Object.keys(labels).length));
    return [
      { job, targets: size.replicas, metrics: [...listed, rest], labels: most + Object.keys(targetLabels).length + 6 },
    ];
  });
}

function seriesOf(metric: Metric, { models, callers }: LlmSizes): number {
  const labels = Object.keys(metric.labels);
  const modelled = labels.some((label) => ofModel.has(label)) ? models : 1;
  const asked = labels.some((label) => ofCaller.has(label)) ? callers : 1;
  const answered = labels.reduce((product, label) => product * (ofAnswer[label] ?? 1), 1);
  return modelled * asked * answered * seriesOfCombination(metric);
}
