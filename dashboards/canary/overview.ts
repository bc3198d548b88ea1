import type { Dashboard } from "../dashboard.ts";
import { dashboard } from "../kit/dashboard.ts";
import { leaksBand, waysBand } from "./overview/ways.ts";
import { canaryVariables } from "./variables.ts";

/** Whether metrics, logs and traces lead to each other. */
export const canaryOverview: Dashboard = dashboard({
  source: import.meta.url,
  system: "canary",
  folder: "Observability stack",
  uid: "canary-overview",
  title: "Canary",
  description:
    "Whether metrics, logs and traces still lead to each other, and without personal data: what one known request a minute meets.",
  variables: canaryVariables(),
  bands: () => [waysBand(), leaksBand()],
});
