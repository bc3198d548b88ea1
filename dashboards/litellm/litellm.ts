import type { Dashboard } from "../dashboard.ts";
import { dashboard } from "../kit/dashboard.ts";
import { chosen, presetVariables } from "../preset/variables.ts";
import { costBands } from "./costs.ts";
import { deploymentBands } from "./deployments.ts";
import { requestBands } from "./requests.ts";

/** LiteLLM's proxies: what callers get, then what they ask, then what it costs and what they need. */
export const litellmDashboard: Dashboard = dashboard({
  source: import.meta.url,
  system: "litellm",
  folder: "Applications",
  uid: "litellm",
  title: "LiteLLM",
  description:
    "LiteLLM's proxies, for whoever runs one: requests, failures and latency on top, then the servers of models and their fallbacks, then tokens, costs and budgets, then Redis and PostgreSQL.",
  variables: presetVariables("litellm_in_flight_requests", [
    {
      name: "requested_model",
      label: "Model",
      description: "Models by the names that callers ask for. Servers, budgets and dependencies are shown of all.",
      series: `litellm_proxy_total_requests_metric_total{${chosen}}`,
      values: "requested_model",
    },
  ]),
  bands: () => [...requestBands(), ...deploymentBands(), ...costBands()],
});
