import { lokiOverview } from "../dashboards/loki/overview.ts";
import { loki as mixin } from "../mixins/loki/mixin.ts";
import { type System, scrapedAlready } from "./system.ts";

/** Loki watching itself: where a stack has it. */
export const loki: System = {
  mixin,
  dashboards: [lokiOverview],
  observe: ({ logs }) => (logs === undefined ? undefined : scrapedAlready),
};
