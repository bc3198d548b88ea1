/** What an application sends by OTLP, as Prometheus stores it once an agent has served it: from the record of what it was seen to send. */
import { readFileSync } from "node:fs";
import type { RecordedMetric } from "./exporter-record.ts";

/** Suffixes of units, by their signs (https://opentelemetry.io/docs/specs/otel/compatibility/prometheus_and_openmetrics/#metric-metadata-1). */
const UNITS: Readonly<Record<string, string>> = { s: "seconds", ms: "milliseconds", By: "bytes" };

/** A metric as a contract records it (`contracts/contract.ts`), as far as it is read here. */
interface Sent {
  readonly name: string;
  readonly kind: string;
  readonly unit: string;
  readonly help: string;
  readonly attributes: Readonly<Record<string, unknown>>;
  readonly bounds?: readonly number[];
}

/**
 * The metrics of these names, under those that they are stored by. Which attributes are on each point no record says: all are labels of
 * some series. The name of the library that counts is a label of all.
 *
 * @param record a file of `contracts/recorded/`.
 * @param names as the application sends them.
 * @throws {Error} when the file cannot be read, or lacks one.
 */
export function sentMetricsOf(record: URL, names: readonly string[]): readonly RecordedMetric[] {
  const { sentMetrics }: { readonly sentMetrics: readonly Sent[] } = JSON.parse(readFileSync(record, "utf8"));
  return names.map((name) => {
    const sent = sentMetrics.find((each) => each.name === name);
    if (sent === undefined) throw new Error(`${record.pathname} has no ${name}: correct what is kept`);
    return asStored(sent);
  });
}

function asStored({ name, kind, unit, help, attributes, bounds }: Sent): RecordedMetric {
  const type = kind === "counter" ? "counter" : kind === "histogram" ? "histogram" : "gauge";
  const words = name.split(/[^A-Za-z0-9]+/);
  const suffix = unit === "1" ? (type === "gauge" ? "ratio" : "") : (UNITS[unit] ?? (/^\w+$/.test(unit) ? unit : ""));
  const whole = [...words, ...(suffix === "" || words.includes(suffix) ? [] : [suffix])];
  return {
    name: [...whole, ...(type === "counter" ? ["total"] : [])].join("_"),
    type,
    help,
    labels: ["otel_scope_name"],
    sometimes: Object.keys(attributes).map((key) => key.replaceAll(/[^A-Za-z0-9]/g, "_")),
    ...(bounds !== undefined && { buckets: bounds }),
  };
}
