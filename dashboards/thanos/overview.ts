import type { Dashboard } from "../dashboard.ts";
import { dashboard } from "../kit/dashboard.ts";
import { bucketBand, compactionBand } from "./overview/bucket.ts";
import { ingestorsBand } from "./overview/ingestors.ts";
import { queriesBand } from "./overview/queries.ts";
import { rulerBand, volumesBand } from "./overview/ruler.ts";
import { storeBand } from "./overview/store.ts";
import { copiesBand, writesBand } from "./overview/writes.ts";
import { thanosVariables } from "./variables.ts";

/** Whether samples get in, whether the bucket is looked after, and whether questions are answered. */
export const thanosOverview: Dashboard = dashboard({
  source: import.meta.url,
  system: "thanos",
  folder: "Observability stack",
  uid: "thanos-overview",
  title: "Thanos overview",
  description:
    "Metrics beyond what one Prometheus keeps, for whoever is on call: what is written and who holds it on top, what becomes of it in the bucket, then how it is answered, the ruler and the volumes.",
  variables: thanosVariables(),
  bands: () => [
    writesBand(),
    copiesBand(),
    ingestorsBand(),
    bucketBand(),
    compactionBand(),
    storeBand(),
    queriesBand(),
    rulerBand(),
    volumesBand(),
  ],
});
