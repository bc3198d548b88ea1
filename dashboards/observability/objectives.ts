import type { Dashboard } from "../dashboard.ts";
import { dashboard } from "../kit/dashboard.ts";
import { burnRates, errorBudgets } from "../kit/objectives.ts";
import { courseBands } from "./objectives/course.ts";
import { objectivesGlance } from "./objectives/glance.ts";
import { objectivesVariables, ofObjective } from "./objectives/variables.ts";

/** Which promises are kept, and which are about to be broken. */
export const sloOverview: Dashboard = dashboard({
  source: import.meta.url,
  system: "observability",
  folder: "Observability stack",
  uid: "slo-overview",
  title: "Objectives",
  description:
    "The service level objectives of all systems, for whoever decides between a release and a repair: what is left of each error budget, how fast it is used, and how many requests that is.",
  alerts: "all",
  opensWith: "7d",
  variables: objectivesVariables(),
  bands: () => [
    objectivesGlance(),
    {
      title: "Budgets",
      height: 10,
      widths: [14, 10],
      panels: [errorBudgets({ id: 5, matchers: ofObjective }), burnRates({ id: 6, matchers: ofObjective })],
    },
    ...courseBands(),
  ],
});
