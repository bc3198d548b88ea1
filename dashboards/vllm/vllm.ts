import { vllmServer } from "../../mixins/vllm/server.ts";
import type { Dashboard } from "../dashboard.ts";
import { dashboard } from "../kit/dashboard.ts";
import { modelServerVariables } from "../model-server/variables.ts";
import { engineBands } from "./engine.ts";
import { latencyBands } from "./latency.ts";

/** vLLM's servers: what people wait for, then why. */
export const vllmDashboard: Dashboard = dashboard({
  source: import.meta.url,
  system: "vllm",
  folder: "Applications",
  uid: "vllm",
  title: "vLLM",
  description:
    "vLLM's servers, for whoever owns a model: how soon tokens come and how requests end on top, then the queue, the KV cache, and what is asked.",
  variables: modelServerVariables(vllmServer),
  bands: () => [...latencyBands(), ...engineBands()],
});
