import type { Dashboard } from "../dashboard.ts";
import { dashboard } from "../kit/dashboard.ts";
import { engineBands } from "./inference-servers/engine.ts";
import { tokenBands } from "./inference-servers/tokens.ts";
import { inferenceVariables } from "./variables.ts";

/** Inference servers as people run them: vLLM, Triton, Dynamo. */
export const llmInferenceServers: Dashboard = dashboard({
  source: import.meta.url,
  system: "llm",
  folder: "Tracing",
  uid: "llm-inference-servers",
  title: "LLM Inference Servers",
  description:
    "Servers that run language models (vLLM, Triton, Dynamo), for whoever sizes them or hunts a slow one: how soon tokens come, how many, what waits, and what memory and GPUs do.",
  variables: inferenceVariables(),
  bands: () => [...tokenBands(), ...engineBands()],
});
