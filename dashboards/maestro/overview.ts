import type { Dashboard } from "../dashboard.ts";
import { glanceBand } from "./overview/glance.ts";
import { operationsBands } from "./overview/operations.ts";
import { trafficBands } from "./overview/traffic.ts";
import { maestroPage } from "./page.ts";
import { maestroVariables } from "./variables.ts";

/** The first page to open: is the platform healthy, what is done on it, and who comes near a limit. */
export const maestroOverview: Dashboard = maestroPage({
  source: import.meta.url,
  uid: "maestro-overview",
  title: "Maestro ML Platform - Overview",
  description:
    "Maestro at a glance, for whoever is on call: health and traffic on top, what tenants do and how much of their quotas they use below.",
  variables: maestroVariables(),
  bands: () => [glanceBand(), ...trafficBands(), ...operationsBands()],
});
