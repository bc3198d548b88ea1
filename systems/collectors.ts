import { collectorsOverview } from "../dashboards/collectors/overview.ts";
import { collectors as mixin } from "../mixins/collectors/mixin.ts";
import { tiersCatalogue } from "../mixins/collectors/tiers.ts";
import { type System, scrapedAlready } from "./system.ts";

/** The OpenTelemetry Collectors watching themselves: where a stack has any. */
export const collectors: System = {
  mixin,
  catalogues: [tiersCatalogue],
  dashboards: [collectorsOverview],
  observe: ({ logs, traces }) => (logs === undefined && traces === undefined ? undefined : scrapedAlready),
};
