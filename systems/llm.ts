import type { ScrapedSystem } from "../components/metrics/scraped-system.ts";
import { type Connection, tcp } from "../components/workload/connection.ts";
import { llmInferenceServers } from "../dashboards/llm/inference-servers.ts";
import { llmRequestTracing } from "../dashboards/llm/request-tracing.ts";
import { llmSeries } from "../mixins/llm/cardinality.ts";
import { genAiCatalogue } from "../mixins/llm/metrics/gen-ai.ts";
import { llm as mixin } from "../mixins/llm/mixin.ts";
import { llmScrapeJobs, llmServers } from "../mixins/llm/scrape.ts";
import { llmTraces } from "../mixins/llm/traces.ts";
import { type LlmSettings, llmSettings } from "./llm-settings.ts";
import { type System, scrapedAlready } from "./system.ts";

/** A self-hosted LLM platform: observed where the settings say where it runs. */
export const llm: System = {
  mixin,
  catalogues: [genAiCatalogue],
  traces: llmTraces,
  dashboards: [llmRequestTracing, llmInferenceServers],
  section: llmSettings,
  observe: (settings) => {
    const own = llmSettings.of(settings);
    if (own !== undefined) return scraped(settings.cluster.name, own);
    // Its dashboards show traces.
    return settings.simulator === "on" && settings.traces !== undefined ? scrapedAlready : undefined;
  },
  series: (settings) => {
    const own = llmSettings.of(settings);
    if (own === undefined) return { jobs: [], values: {} };
    const { litellm, vllm, triton, dynamo, models } = own;
    const alone = { models: 1, callers: 1 };
    const jobs = llmSeries({
      ...(litellm === undefined ? {} : { litellm: { ...litellm, models } }),
      ...(vllm === undefined ? {} : { vllm: { ...vllm, ...alone } }),
      ...(triton === undefined ? {} : { triton: { ...triton, models, callers: 1 } }),
      ...(dynamo === undefined ? {} : { dynamo: { ...dynamo, models, callers: 1 } }),
    });
    return { jobs, values: { service: 3, model: models } };
  },
};

/** The scrape jobs of a platform, the ways to its pods, and what its services call themselves in traces. */
function scraped(cluster: string, settings: LlmSettings): ScrapedSystem {
  const calls = llmServers.flatMap((server): Connection[] => {
    const pods = settings[server];
    if (pods === undefined) return [];
    return pods.namespaces.map((namespace) => ({
      to: { kind: "namespace", name: `${server} in ${namespace}`, namespace, podLabels: pods.podLabels },
      ports: tcp(pods.port),
      why: "scrape the LLM platform",
    }));
  });
  return { jobs: llmScrapeJobs(cluster, settings), calls, services: settings.services };
}
