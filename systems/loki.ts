import type { Settings } from "../config/settings.ts";
import { lokiOverview } from "../dashboards/loki/overview.ts";
import { lokiSeries } from "../mixins/loki/cardinality.ts";
import { loki as mixin } from "../mixins/loki/mixin.ts";
import { type System, scrapedAlready } from "./system.ts";

/** The replicas of a stack's Loki; undefined: it has none, or its central stack has. */
const replicasOf = ({ logs }: Settings) => (logs === undefined || logs.store === "centre" ? undefined : logs.replicas);

/** Loki watching itself: where a stack has it. */
export const loki: System = {
  mixin,
  dashboards: [lokiOverview],
  observe: (settings) => (replicasOf(settings) === undefined ? undefined : scrapedAlready),
  series: (settings) => ({ jobs: lokiSeries(replicasOf(settings) ?? 0), values: {} }),
};
