/**
 * How many series traces bring: of Tempo as it was scraped at work (1,690 series of one replica), of the collectors likewise, and of
 * spans by how many kinds of them there are.
 */
import { type Families, jobOfFamilies } from "../cardinality/families.ts";
import type { JobSeries } from "../cardinality/series-count.ts";
import { LATENCY_BUCKETS } from "./span-metrics.ts";

/** What is deployed of the traces. */
export interface TraceSizes {
  readonly tempo: number;
  /** With `processing: agent` none: agents count spans. */
  readonly routers: number;
  readonly samplers: number;
  readonly agents: number;
}

/** Kinds of spans that one collector sees: services, names, codes. Butterfly has eight, the whole chain of an LLM platform some forty. */
const KINDS_OF_SPANS = 300;

/** Pairs of services of which one calls the other. */
const EDGES = 50;

/** Of a classic histogram. */
const SERIES_OF_HISTOGRAM = LATENCY_BUCKETS.length + 3;

const ofSpans: Families<number> = {
  traces_spanmetrics_calls_total: (collectors) => collectors * KINDS_OF_SPANS,
  traces_spanmetrics_latency: (collectors) => collectors * KINDS_OF_SPANS * SERIES_OF_HISTOGRAM,
  "traces_service_graph_*": (collectors) => collectors * EDGES * (2 + 2 * SERIES_OF_HISTOGRAM),
};

/** The series of Tempo and of its collectors, by scrape job. */
export function traceSeries({ tempo, routers, samplers, agents }: TraceSizes): readonly JobSeries[] {
  const jobs = [
    jobOfFamilies("tempo", tempo, 12, { "tempo_*": () => tempo * 1700 }, 0),
    jobOfFamilies("otel-router", routers, 12, { "otelcol_*": () => routers * 80 }, 0),
    jobOfFamilies("otel-sampler", samplers, 12, { "otelcol_*": () => samplers * 120 }, 0),
    jobOfFamilies("otel-sampler-spans", samplers, 12, ofSpans, samplers),
    jobOfFamilies("otel-agent-spans", agents, 12, ofSpans, agents),
  ];
  return jobs.filter(({ targets }) => targets > 0);
}
