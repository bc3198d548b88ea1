import { tempo as mixin } from "../mixins/tempo/mixin.ts";
import { spanMetricsCatalogue } from "../mixins/tempo/span-metrics.ts";
import { type System, scrapedAlready } from "./system.ts";

/** Tempo watching itself, and the metrics of all spans: where a stack has traces. */
export const tempo: System = {
  mixin,
  catalogues: [spanMetricsCatalogue],
  dashboards: [],
  observe: ({ traces }) => (traces === undefined ? undefined : scrapedAlready),
};
