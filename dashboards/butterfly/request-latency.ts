import type { Dashboard } from "../dashboard.ts";
import { butterflyPage } from "./page.ts";
import { latencyGlance } from "./request-latency/glance.ts";
import { layerBands } from "./request-latency/layers.ts";
import { objectivesBand } from "./request-latency/objectives.ts";
import { percentileBands } from "./request-latency/percentiles.ts";
import { pipelineBands } from "./request-latency/pipeline.ts";
import { taskBands } from "./request-latency/tasks.ts";

/** Where the time of a request goes. */
export const butterflyRequestLatency: Dashboard = butterflyPage({
  source: import.meta.url,
  uid: "butterfly-request-latency",
  title: "Butterfly request latency",
  description:
    "Where the time of inference requests goes, for whoever is called because they are slow: percentiles on top, then the objectives, layers, the pipeline, and tasks.",
  bands: () => [
    latencyGlance(),
    ...percentileBands(),
    objectivesBand(),
    ...layerBands(),
    ...pipelineBands(),
    ...taskBands(),
  ],
});
