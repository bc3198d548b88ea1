import { thanosOverview } from "../dashboards/thanos/overview.ts";
import { furtherCatalogues } from "../mixins/thanos/metrics.ts";
import { thanos as mixin } from "../mixins/thanos/mixin.ts";
import { type System, scrapedAlready } from "./system.ts";

/** Thanos watching itself: where a stack has it. */
export const thanos: System = {
  mixin,
  catalogues: furtherCatalogues,
  dashboards: [thanosOverview],
  observe: ({ thanos: settings }) => (settings === undefined ? undefined : scrapedAlready),
};
