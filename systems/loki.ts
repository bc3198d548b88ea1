import { lokiOverview } from "../dashboards/loki/overview.ts";
import { lokiSeries } from "../mixins/loki/cardinality.ts";
import { loki as mixin } from "../mixins/loki/mixin.ts";
import { type System, scrapedAlready } from "./system.ts";

/** Loki watching itself: where a stack has it. */
export const loki: System = {
  mixin,
  dashboards: [lokiOverview],
  observe: ({ logs }) => (logs === undefined ? undefined : scrapedAlready),
  series: ({ logs }) => ({ jobs: logs === undefined ? [] : lokiSeries(logs.replicas), values: {} }),
};
