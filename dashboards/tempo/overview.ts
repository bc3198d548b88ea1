import type { Dashboard } from "../dashboard.ts";
import { dashboard } from "../kit/dashboard.ts";
import { samplingBands } from "./overview/sampling.ts";
import { spansBand } from "./overview/spans.ts";
import { storageBands } from "./overview/storage.ts";
import { tempoVariables } from "./variables.ts";

/** Whether spans get to Tempo, which are kept, and what becomes of them. */
export const tempoOverview: Dashboard = dashboard({
  source: import.meta.url,
  system: "tempo",
  folder: "Observability stack",
  uid: "tempo-overview",
  title: "Traces overview",
  description:
    "The way of spans, for whoever is on call: what applications make on top, then which traces are chosen, then what Tempo keeps.",
  variables: tempoVariables(),
  bands: () => [spansBand(), ...samplingBands(), ...storageBands()],
});
