/**
 * How many series traces bring: of Tempo as it was scraped at work (1,690 series of one replica), and of spans by how many kinds of
 * them there are, and who calls whom (`test/real/own-series.test.ts` holds both against a real sampler).
 */
import { type Families, jobOfFamilies } from "../cardinality/families.ts";
import type { JobSeries } from "../cardinality/series-count.ts";
import { LATENCY_BUCKETS, MOST_SERVICES, SERIES_OF_SERVICE } from "./span-metrics.ts";

/** What is deployed of the traces, and what is traced. */
export interface TraceSizes {
  readonly tempo: number;
  /** Collectors that count spans. Each comes to see every kind of them. */
  readonly samplers: number;
  /** With `processing: agent` those in the samplers' place. */
  readonly agents: number;
  /** Services that send spans. */
  readonly services: number;
  /** Names that the spans of one service have. */
  readonly spanNames: number;
}

/** What becomes of a request, by status and HTTP's code: it is answered, refused, or fails. The kind follows from the name. */
const OUTCOMES = 3;

/** Edges of the service graph for each service: two that it calls, and whoever calls it from outside. */
const EDGES_OF_SERVICE = 3;

/** Of a classic histogram. */
const SERIES_OF_HISTOGRAM = LATENCY_BUCKETS.length + 3;

/** Of an edge: calls that succeed and that fail, those that fail once more, and how long either took, as each side saw it. */
const SERIES_OF_EDGE = 2 + 1 + 2 * 2 * SERIES_OF_HISTOGRAM;

/** Of all services: what is over the collectors' limits they count together. */
function kindsOfSpans({ services, spanNames }: TraceSizes): number {
  return Math.min(services, MOST_SERVICES) * Math.min(spanNames * OUTCOMES, SERIES_OF_SERVICE);
}

const countedBy = (collectors: number): Families<TraceSizes> => ({
  traces_spanmetrics_calls_total: (sizes) => collectors * kindsOfSpans(sizes),
  traces_spanmetrics_latency: (sizes) => collectors * kindsOfSpans(sizes) * SERIES_OF_HISTOGRAM,
  "traces_service_graph_*": ({ services }) => collectors * services * EDGES_OF_SERVICE * SERIES_OF_EDGE,
});

/** The series of Tempo and of spans, by scrape job. */
export function traceSeries(sizes: TraceSizes): readonly JobSeries[] {
  const { tempo, samplers, agents } = sizes;
  return [
    jobOfFamilies("tempo", tempo, 12, { "tempo_*": () => tempo * 1700 }, sizes),
    jobOfFamilies("otel-sampler-spans", samplers, 12, countedBy(samplers), sizes),
    jobOfFamilies("otel-agent-spans", agents, 12, countedBy(agents), sizes),
  ].filter(({ targets }) => targets > 0);
}
