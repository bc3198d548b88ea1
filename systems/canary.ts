import { canaryOf } from "../config/canary.ts";
import { canaryOverview } from "../dashboards/canary/overview.ts";
import { canarySeries } from "../mixins/canary/cardinality.ts";
import { canary as mixin } from "../mixins/canary/mixin.ts";
import { type System, scrapedAlready } from "./system.ts";

/** The canary, where a stack has one. */
export const canary: System = {
  mixin,
  dashboards: [canaryOverview],
  observe: (settings) => (canaryOf(settings) === "on" ? scrapedAlready : undefined),
  series: () => ({ jobs: canarySeries(), values: {} }),
};
