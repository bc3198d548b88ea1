/** Metrics in OTLP's JSON (https://opentelemetry.io/docs/specs/otlp/#json-protobuf-encoding). */
import type { SentMetricRecord } from "../../../contracts/contract.ts";

/** A point of a metric: its attributes, and its value; of a histogram all that was observed is that value, `count` times. */
export interface Point {
  readonly attributes?: Readonly<Record<string, string | number>>;
  readonly value: number;
  /** Default: 1. */
  readonly count?: number;
}

/** A metric as an application declares it, and the points that it sends. */
export interface SentPoints extends Pick<SentMetricRecord, "name" | "kind" | "unit" | "bounds"> {
  readonly points: readonly Point[];
}

const CUMULATIVE = 2;
const START = BigInt(Date.now()) * 1_000_000n;

function attributesOf(attributes: Readonly<Record<string, string | number>>) {
  return Object.entries(attributes).map(([key, value]) => ({
    key,
    value: typeof value === "number" ? { intValue: String(value) } : { stringValue: value },
  }));
}

function metricOf({ name, kind, unit, bounds = [], points }: SentPoints) {
  const when = { startTimeUnixNano: `${START}`, timeUnixNano: `${BigInt(Date.now()) * 1_000_000n}` };
  const of = ({ attributes = {} }: Point) => ({ ...when, attributes: attributesOf(attributes) });
  if (kind === "histogram") {
    const dataPoints = points.map((point) => {
      const { value, count = 1 } = point;
      const slot = bounds.findIndex((bound) => value <= bound);
      const at = slot < 0 ? bounds.length : slot;
      const bucketCounts = Array.from({ length: bounds.length + 1 }, (_, index) => (index === at ? count : 0));
      return { ...of(point), count, sum: value * count, explicitBounds: bounds, bucketCounts };
    });
    return { name, unit, histogram: { aggregationTemporality: CUMULATIVE, dataPoints } };
  }
  const dataPoints = points.map((point) => ({ ...of(point), asDouble: point.value }));
  if (kind === "gauge") return { name, unit, gauge: { dataPoints } };
  return { name, unit, sum: { aggregationTemporality: CUMULATIVE, isMonotonic: kind === "counter", dataPoints } };
}

/**
 * Sends what one process has counted. @returns the status of the answer.
 *
 * @param otlp where OTLP over HTTP is taken, without `/v1/metrics`.
 */
export async function sendMetrics(
  otlp: string,
  resource: Readonly<Record<string, string>>,
  metrics: readonly SentPoints[],
): Promise<number> {
  const scope = { name: "opentelemetry.instrumentation.test", version: "1.2.3" };
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
