/**
 * How many series the collectors bring of themselves, as they were scraped at work (`test/real/own-series.test.ts`): 82 of an agent
 * that collects logs and spans, 34 of a router with one sampler, 94 of a sampler. They grow with pipelines and destinations, not
 * with what passes; what goes wrong adds a few.
 */
import { type Families, jobOfFamilies } from "../cardinality/families.ts";
import type { JobSeries } from "../cardinality/series-count.ts";

/** How many collectors of each kind a stack has. */
export interface CollectorSizes {
  /** One a node. */
  readonly agents: number;
  readonly routers: number;
  readonly samplers: number;
}

const LABELS = 12;

/** Of a router for each sampler: how long it takes to answer, in buckets, and whether it does. */
const OF_DESTINATION = 14;

/** What the collectors bring of themselves; the metrics of spans are in `mixins/tempo/cardinality.ts`. */
export function collectorSeries(sizes: CollectorSizes): readonly JobSeries[] {
  const { agents, routers, samplers } = sizes;
  const job = (name: string, pods: number, families: Families<CollectorSizes>) =>
    jobOfFamilies(name, pods, LABELS, families, sizes);
  return [
    job("otel-agent", agents, { "otelcol_* of agents": () => agents * 90 }),
    job("otel-router", routers, { "otelcol_* of routers": () => routers * (20 + samplers * OF_DESTINATION) }),
    job("otel-sampler", samplers, { "otelcol_* of samplers": () => samplers * 100 }),
  ].filter(({ targets }) => targets > 0);
}
