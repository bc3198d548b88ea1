/** Metrics in OTLP's JSON (https://opentelemetry.io/docs/specs/otlp/#json-protobuf-encoding). */
import type { SentMetricRecord } from "../../../contracts/contract.ts";

/** A point of a metric: its attributes, and its value; of a histogram all that was observed is that value, `count` times. */
export interface Point {
  readonly attributes?: Readonly<Record<string, string | number>>;
  readonly value: number;
  /** Default: 1. */
  readonly count?: number;
  /** What else was known where the value was measured: the attributes of its one exemplar. Absent: it has none. */
  readonly exemplar?: Readonly<Record<string, string | number>>;
}

/** A metric as an application declares it, and the points that it sends. */
export interface SentPoints extends Pick<SentMetricRecord, "name" | "kind" | "unit" | "bounds"> {
  readonly points: readonly Point[];
  /** Its help text. Absent: none. */
  readonly description?: string;
}

/** The library that measured. */
export interface SentScope {
  readonly name: string;
  readonly version: string;
  readonly attributes?: Readonly<Record<string, string | number>>;
}

const LIBRARY: SentScope = { name: "opentelemetry.instrumentation.test", version: "1.2.3" };

const CUMULATIVE = 2;
const START = BigInt(Date.now()) * 1_000_000n;

function attributesOf(attributes: Readonly<Record<string, string | number>>) {
  return Object.entries(attributes).map(([key, value]) => ({
    key,
    value: typeof value === "number" ? { intValue: String(value) } : { stringValue: value },
  }));
}

function metricOf({ name, kind, unit, bounds = [], points, description = "" }: SentPoints) {
  const timeUnixNano = `${BigInt(Date.now()) * 1_000_000n}`;
  const of = ({ attributes = {}, value, exemplar }: Point) => ({
    ...{ startTimeUnixNano: `${START}`, timeUnixNano, attributes: attributesOf(attributes) },
    ...(exemplar === undefined
      ? {}
      : { exemplars: [{ timeUnixNano, asDouble: value, filteredAttributes: attributesOf(exemplar) }] }),
  });
  const described = { name, unit, description };
  if (kind === "histogram") {
    const dataPoints = points.map((point) => {
      const { value, count = 1 } = point;
      const slot = bounds.findIndex((bound) => value <= bound);
      const at = slot < 0 ? bounds.length : slot;
      const bucketCounts = Array.from({ length: bounds.length + 1 }, (_, index) => (index === at ? count : 0));
      return { ...of(point), count, sum: value * count, explicitBounds: bounds, bucketCounts };
    });
    return { ...described, histogram: { aggregationTemporality: CUMULATIVE, dataPoints } };
  }
  const dataPoints = points.map((point) => ({ ...of(point), asDouble: point.value }));
  if (kind === "gauge") return { ...described, gauge: { dataPoints } };
  return { ...described, sum: { aggregationTemporality: CUMULATIVE, isMonotonic: kind === "counter", dataPoints } };
}

/**
 * Sends what one process has counted. @returns the status of the answer.
 *
 * @param otlp where OTLP over HTTP is taken, without `/v1/metrics`.
 * @param scope the library that has counted it. Default: one that instruments.
 */
export async function sendMetrics(
  otlp: string,
  resource: Readonly<Record<string, string>>,
  metrics: readonly SentPoints[],
  { attributes = {}, ...library }: SentScope = LIBRARY,
): Promise<number> {
  const scope = { ...library, attributes: attributesOf(attributes) };
  const response = await fetch(`${otlp}/v1/metrics`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({
      resourceMetrics: [
        { resource: { attributes: attributesOf(resource) }, scopeMetrics: [{ scope, metrics: metrics.map(metricOf) }] },
      ],
    }),
  });
  await response.arrayBuffer();
  return response.status;
}
