import type { Dashboard } from "../dashboard.ts";
import { dashboard } from "../kit/dashboard.ts";
import { chosen, presetVariables } from "../preset/variables.ts";
import { languageBands } from "./language.ts";
import { requestBands } from "./requests.ts";
import { workBands } from "./work.ts";

/** Triton's servers: what people get, then why, then what language models have of their own. */
export const tritonDashboard: Dashboard = dashboard({
  source: import.meta.url,
  system: "triton",
  folder: "Applications",
  uid: "triton",
  title: "Triton",
  description:
    "Triton's servers, for whoever owns a model: how many requests there are, how they end and how long they take on top, then queues, batches and caches, then TensorRT-LLM.",
  variables: presetVariables("nv_inference_pending_request_count", [
    {
      name: "model",
      label: "Model",
      description: "Models that the servers have loaded.",
      series: `nv_inference_pending_request_count{${chosen}}`,
      values: "model",
    },
  ]),
  bands: () => [...requestBands(), ...workBands(), ...languageBands()],
});
