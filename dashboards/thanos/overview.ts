import type { Dashboard } from "../dashboard.ts";
import { dashboard } from "../kit/dashboard.ts";
import { bucketBand } from "./overview/bucket.ts";
import { writesBand } from "./overview/writes.ts";
import { thanosVariables } from "./variables.ts";

/** Whether samples get in, and whether the bucket is looked after. */
export const thanosOverview: Dashboard = dashboard({
  source: import.meta.url,
  system: "thanos",
  folder: "Observability stack",
  uid: "thanos-overview",
  title: "Thanos overview",
  description:
    "Metrics beyond what one Prometheus keeps, for whoever is on call: what is written on top, then what becomes of it in the bucket.",
  variables: thanosVariables(),
  bands: () => [writesBand(), bucketBand()],
});
