import type { Dashboard } from "../dashboard.ts";
import { dashboard } from "../kit/dashboard.ts";
import { chosen, presetVariables } from "../preset/variables.ts";
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
  variables: presetVariables("vllm:num_requests_running", [
    {
      name: "model_name",
      label: "Model",
      description: "Models that the servers have loaded.",
      series: `vllm:num_requests_running{${chosen}}`,
      values: "model_name",
    },
  ]),
  bands: () => [...latencyBands(), ...engineBands()],
});
