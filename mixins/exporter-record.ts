/**
 * What a scrape of an exporter shows, in one version: the format of the files under `mixins/<system>/recorded/`, which
 * `npm run record` writes.
 */
import { readFileSync } from "node:fs";
import type { MetricType } from "../queries/catalogue.ts";

/** One metric of a record. */
export interface RecordedMetric {
  readonly name: string;
  readonly type: MetricType;
  readonly help: string;
  /** The labels that all of its series have. */
  readonly labels: readonly string[];
  /** The labels that only some of its series have. */
  readonly sometimes?: readonly string[];
  /** Upper bounds of a histogram's buckets, without +Inf; absent where they differ from series to series. */
  readonly buckets?: readonly number[];
  /** A summary without quantiles. */
  readonly exposition?: "totals";
}

/** A record: everything that one version of an exporter was seen to expose. */
export interface ExporterRecord {
  /** Whose metrics these are, e.g. `node-exporter`. */
  readonly exporter: string;
  /** Its version, without a leading `v`. */
  readonly version: string;
  readonly metrics: readonly RecordedMetric[];
}

const types: ReadonlySet<unknown> = new Set<MetricType>(["counter", "gauge", "histogram", "summary", "unknown"]);

/**
 * Reads a record.
 *
 * @throws {Error} when the file cannot be read, is not JSON, or is not a record.
 */
export function readRecord(file: URL): ExporterRecord {
  const value: unknown = JSON.parse(readFileSync(file, "utf8"));
  if (isRecord(value)) return value;
  throw new Error(`${file.pathname} is not a record; write it anew: npm run record -- --help`);
}

/** What JSON may hold where a record should be. */
type Unread<Shape> = { readonly [Field in keyof Shape]?: unknown } | null;

/** By hand: zod takes 30 ms for the two thousand metrics that every preview reads. */
function isRecord(value: unknown): value is ExporterRecord {
  const record: Unread<ExporterRecord> = typeof value === "object" ? value : null;
  return (
    typeof record?.exporter === "string" &&
    typeof record.version === "string" &&
    Array.isArray(record.metrics) &&
    record.metrics.every(isMetric)
  );
}

function isMetric(metric: Unread<RecordedMetric>): boolean {
  return (
    typeof metric?.name === "string" &&
    types.has(metric.type) &&
    typeof metric.help === "string" &&
    isListOf("string", metric.labels) &&
    (metric.sometimes === undefined || isListOf("string", metric.sometimes)) &&
    (metric.buckets === undefined || isListOf("number", metric.buckets)) &&
    (metric.exposition === undefined || metric.exposition === "totals")
  );
}

function isListOf(type: "string" | "number", value: unknown): boolean {
  return Array.isArray(value) && value.every((each) => typeof each === type);
}
