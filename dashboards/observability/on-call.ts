import type { Dashboard } from "../dashboard.ts";
import { dashboard } from "../kit/dashboard.ts";
import { burnRates, errorBudgets } from "../kit/objectives.ts";
import { configurationsLoaded } from "./annotations.ts";
import { firingBands } from "./on-call/firing.ts";
import { onCallGlance } from "./on-call/glance.ts";
import { lastDayBand } from "./on-call/last-day.ts";
import { onCallVariables } from "./on-call/variables.ts";
import { inCluster } from "./selectors.ts";

/** Where whoever is on call begins: what is on fire, since when, and whose it is. */
export const onCall: Dashboard = dashboard({
  source: import.meta.url,
  system: "observability",
  folder: "Observability stack",
  uid: "on-call",
  title: "On call",
  description:
    "Where whoever is on call begins: what is on fire, since when and whose it is; what users notice of it; and what fired in the day before, for the hand-over.",
  alerts: "all",
  variables: onCallVariables(),
  annotations: [configurationsLoaded()],
  bands: () => [
    onCallGlance(),
    ...firingBands(),
    {
      title: "What users notice",
      height: 9,
      widths: [14, 10],
      panels: [errorBudgets({ id: 10, matchers: inCluster }), burnRates({ id: 11, matchers: inCluster })],
    },
    lastDayBand(),
  ],
});
