import { collectors as mixin } from "../mixins/collectors/mixin.ts";
import { type System, scrapedAlready } from "./system.ts";

/** The OpenTelemetry Collectors watching themselves: where a stack has any. */
export const collectors: System = {
  mixin,
  dashboards: [],
  observe: ({ logs }) => (logs === undefined ? undefined : scrapedAlready),
};
