/** Spans as OTLP's JSON has them (https://opentelemetry.io/docs/specs/otlp/#json-protobuf-encoding). */
import type { Random } from "../engine/random.ts";

/** Numbers of OTLP's enumerations (opentelemetry/proto/trace/v1/trace.proto). */
const KIND = { internal: 1, server: 2, client: 3 } as const;
const ERROR = 2;

/** The value of an attribute. `double`: a number with a fraction, also where it happens to be whole. */
type Value = string | number | boolean | { readonly double: number };

/** One span. */
export interface Span {
  readonly traceId: string;
  readonly id: string;
  readonly parent?: string;
  readonly service: string;
  readonly name: string;
  readonly kind: keyof typeof KIND;
  /** When it began, in milliseconds since 1970, and how many seconds it took. */
  readonly start: number;
  readonly seconds: number;
  readonly attributes: Readonly<Record<string, Value>>;
  /** What went wrong. Absent: nothing. */
  readonly error?: string;
}

/** Identifiers as W3C's trace context has them (https://www.w3.org/TR/trace-context/): 16 and 8 bytes, in hexadecimal, not all zero. */
export function newTraceId(random: Random): string {
  return hexadecimal(random, 16);
}

/** See {@link newTraceId}. */
export function newSpanId(random: Random): string {
  return hexadecimal(random, 8);
}

function hexadecimal(random: Random, bytes: number): string {
  const digits = Array.from({ length: 2 * bytes - 1 }, () => Math.floor(16 * random.next()).toString(16)).join("");
  return `${digits}1`;
}

/**
 * The body of a request that sends spans.
 * @param cluster the label `cluster` of the same services' metrics.
 */
export function otlpOf(spans: readonly Span[], cluster: string): object {
  const services = [...new Set(spans.map(({ service }) => service))];
  return {
    resourceSpans: services.map((service) => ({
      resource: {
        attributes: attributesOf({ "service.name": service, "k8s.cluster.name": cluster, cluster }),
      },
      scopeSpans: [
        { scope: { name: "simulator" }, spans: spans.filter((span) => span.service === service).map(spanText) },
      ],
    })),
  };
}

function spanText({ traceId, id, parent, name, kind, start, seconds, attributes, error }: Span): object {
  return {
    traceId,
    spanId: id,
    ...(parent === undefined ? {} : { parentSpanId: parent }),
    name,
    kind: KIND[kind],
    startTimeUnixNano: nanoseconds(start),
    endTimeUnixNano: nanoseconds(start + 1000 * seconds),
    attributes: attributesOf(attributes),
    status: error === undefined ? {} : { code: ERROR, message: error },
  };
}

/** As a string: the number does not fit into a double. */
function nanoseconds(milliseconds: number): string {
  return String(BigInt(Math.round(1000 * milliseconds)) * 1000n);
}

function attributesOf(values: Readonly<Record<string, Value>>): object[] {
  return Object.entries(values).map(([key, value]) => ({ key, value: valueText(value) }));
}

function valueText(value: Value): object {
  switch (typeof value) {
    case "string":
      return { stringValue: value };
    case "boolean":
      return { boolValue: value };
    case "number":
      return { intValue: String(Math.round(value)) };
    default:
      return { doubleValue: value.double };
  }
}
