import * as z from "zod";
import { type SectionCheck, section } from "../config/section.ts";
import { settingError } from "../config/setting-problem.ts";
import { dnsLabel } from "../config/types/dns-name.ts";
import { labelKey, labelValue } from "../config/types/label.ts";
import { list } from "../config/types/list.ts";
import { port } from "../config/types/port.ts";
import { serviceName } from "../config/types/service-name.ts";
import { defaultServices, type LlmPart } from "../mixins/llm/services.ts";

function names(part: LlmPart, what: string) {
  const [example] = defaultServices[part];
  return list(serviceName(example), { min: 1 })
    .prefault([...defaultServices[part]])
    .describe(what);
}

const services = z
  .strictObject({
    webui: names("webui", "Where people write: Open WebUI."),
    gateway: names("gateway", "What chooses a model's server: LiteLLM's proxy."),
    inference: names("inference", "What runs models and makes spans of its own, or is called by this address."),
  })
  .prefault({})
  .describe("What the services call themselves in traces (`service.name`, which `OTEL_SERVICE_NAME` sets).");

/** Pods of one kind of server. */
function pods(name: string, number: number) {
  return {
    namespaces: list(dnsLabel(["llm"]), { min: 1 }).describe("Namespaces of its pods."),
    podLabels: z
      .record(labelKey(), labelValue())
      .prefault({ "app.kubernetes.io/name": name })
      .describe("Labels that all of its pods bear, and no others."),
    port: port().prefault(number).describe("The port that the pods serve metrics on, which a container declares."),
    replicas: z.int().min(1).max(1000).prefault(2).describe("Pods at most: their series are estimated from it."),
  };
}

const litellm = z
  .strictObject({
    ...pods("litellm", 4000),
    callers: z
      .int()
      .min(1)
      .max(100_000)
      .prefault(10)
      .describe(
        "Combinations of keys, people, addresses and browsers that ask it: each has series of its own. " +
          "`prometheus_exclude_labels` of LiteLLM's leaves labels out.",
      ),
  })
  .describe(
    "LiteLLM's metrics, which it shows without a key where its `litellm_settings.require_auth_for_metrics_endpoint` is false. " +
      "Labels that tell a person, the aliases of keys among them, are hashed at the scrape.",
  );

const schema = z
  .strictObject({
    services,
    litellm: litellm.exactOptional(),
    vllm: z.strictObject(pods("vllm", 8000)).describe("Inference servers: vLLM.").exactOptional(),
    triton: z.strictObject(pods("triton", 8002)).describe("Inference servers: Triton.").exactOptional(),
    dynamo: z
      .strictObject(pods("dynamo-frontend", 8000))
      .describe("Inference servers: the frontend of NVIDIA's Dynamo.")
      .exactOptional(),
    models: z.int().min(1).max(1000).prefault(10).describe("Models that are served: series are estimated from it."),
  })
  .describe(
    "The self-hosted LLM platform to observe (Open WebUI → LiteLLM → Ollama, or other inference servers), by its traces and, " +
      "where it says where they are, its servers' metrics. Left out: none is, and its rules and dashboards are not deployed.",
  );

/** Where the observed LLM platform is. */
export type LlmSettings = z.output<typeof schema>;

/** What an LLM platform needs of the stack. */
const checks: readonly SectionCheck<LlmSettings>[] = [
  {
    rule: "`llm` needs `traces`: most of what is known of an LLM platform is in its spans.",
    find(_, { traces }) {
      if (traces !== undefined) return [];
      const hint = "set aiobs:traces, or leave llm out: then nothing of it is deployed";
      return [settingError(["llm"], "needs traces, which this stack does not have", { hint })];
    },
  },
];

/** The settings `aiobs:llm`: which LLM platform is observed, and where it is. */
export const llmSettings = section("llm", schema, checks);
