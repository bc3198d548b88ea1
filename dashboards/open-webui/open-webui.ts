import type { Dashboard } from "../dashboard.ts";
import { dashboard } from "../kit/dashboard.ts";
import { presetVariables } from "../preset/variables.ts";
import { modelServerBands } from "./model-servers.ts";
import { processBands } from "./processes.ts";
import { requestBands } from "./requests.ts";

/** Open WebUI: what people get, then what it asks of the models' servers, then its processes. */
export const openWebuiDashboard: Dashboard = dashboard({
  source: import.meta.url,
  system: "open-webui",
  folder: "Applications",
  uid: "open-webui",
  title: "Open WebUI",
  description:
    "Open WebUI, for whoever runs one: people, requests and failures on top, then the models' servers as it finds them, Ollama among them, then its processes.",
  variables: presetVariables("webui_users_total", [], "shared"),
  bands: () => [...requestBands(), ...modelServerBands(), ...processBands()],
});
