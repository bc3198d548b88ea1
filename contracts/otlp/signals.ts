/**
 * What OTLP's requests say, reduced to what a contract holds: names, kinds and types, and of values those that tell routes and
 * services apart. The numbers are those of opentelemetry-proto 1.9
 * (https://github.com/open-telemetry/opentelemetry-proto/tree/v1.9.0/opentelemetry/proto).
 */
import type { Message } from "./wire.ts";

/** The type of an attribute's value. */
export type ValueType = "string" | "bool" | "int" | "float" | "array" | "map" | "bytes" | "empty";

/** An attribute, with its value where that is a text. */
export interface SentAttribute {
  readonly type: ValueType;
  readonly text?: string;
}

/** Attributes by name. */
export type SentAttributes = ReadonlyMap<string, SentAttribute>;

/** One span. */
export interface SentSpan {
  readonly resource: SentAttributes;
  readonly name: string;
  readonly kind: string;
  readonly attributes: SentAttributes;
  readonly events: readonly { readonly name: string; readonly attributes: SentAttributes }[];
}

/** One metric, with the attributes of each of its points. */
export interface SentMetric {
  readonly resource: SentAttributes;
  readonly name: string;
  readonly help: string;
  readonly unit: string;
  readonly kind: "counter" | "up-down counter" | "gauge" | "histogram" | "exponential histogram" | "summary";
  readonly points: readonly SentAttributes[];
  /** Upper bounds of a histogram's buckets. */
  readonly bounds: readonly number[];
}

/** One line of a log. */
export interface SentLog {
  readonly resource: SentAttributes;
  readonly body: ValueType;
  readonly attributes: SentAttributes;
  /** Whether it says which span wrote it. */
  readonly hasTrace: boolean;
}

const VALUE_TYPES: readonly ValueType[] = ["string", "bool", "int", "float", "array", "map", "bytes"];
const KINDS = ["unspecified", "internal", "server", "client", "producer", "consumer"] as const;

function valueType(value: Message | undefined): ValueType {
  return VALUE_TYPES.find((_, index) => value?.has(index + 1)) ?? "empty";
}

function attributesOf(message: Message | undefined, field: number): SentAttributes {
  return new Map(
    (message?.messages(field) ?? []).map((pair) => {
      const [value] = pair.messages(2);
      const type = valueType(value);
      return [pair.text(1), { type, ...(type === "string" && value !== undefined && { text: value.text(1) }) }];
    }),
  );
}

/** What each resource's scopes hold: OTLP nests all three signals alike. */
function perResource<Item>(request: Message, itemsOf: (scope: Message, resource: SentAttributes) => readonly Item[]) {
  return request.messages(1).flatMap((part) => {
    const resource = attributesOf(part.messages(1)[0], 1);
    return part.messages(2).flatMap((scope) => itemsOf(scope, resource));
  });
}

/** The spans of an ExportTraceServiceRequest. */
export function spansOf(request: Message): readonly SentSpan[] {
  return perResource(request, (scope, resource) =>
    scope.messages(2).map((span) => ({
      resource,
      name: span.text(5),
      kind: KINDS[span.number(6)] ?? "unspecified",
      attributes: attributesOf(span, 9),
      events: span.messages(11).map((event) => ({ name: event.text(2), attributes: attributesOf(event, 3) })),
    })),
  );
}

/** Where a kind of metric is in its message, and where its points have their attributes. */
const METRIC_KINDS = [
  { kind: "gauge", field: 5, attributes: 7 },
  { kind: "counter", field: 7, attributes: 7 },
  { kind: "histogram", field: 9, attributes: 9 },
  { kind: "exponential histogram", field: 10, attributes: 1 },
  { kind: "summary", field: 11, attributes: 7 },
] as const;

const IS_MONOTONIC = 3;
const EXPLICIT_BOUNDS = 7;

/** The metrics of an ExportMetricsServiceRequest. */
export function metricsOf(request: Message): readonly SentMetric[] {
  return perResource(request, (scope, resource) =>
    scope.messages(2).flatMap((metric) =>
      METRIC_KINDS.flatMap(({ kind, field, attributes }) =>
        metric.messages(field).map((data): SentMetric => {
          const points = data.messages(1);
          return {
            resource,
            name: metric.text(1),
            help: metric.text(2),
            unit: metric.text(3),
            kind: kind === "counter" && data.number(IS_MONOTONIC) === 0 ? "up-down counter" : kind,
            points: points.map((point) => attributesOf(point, attributes)),
            bounds: kind === "histogram" ? (points[0]?.doubles(EXPLICIT_BOUNDS) ?? []) : [],
          };
        }),
      ),
    ),
  );
}

/** The lines of an ExportLogsServiceRequest. */
export function logsOf(request: Message): readonly SentLog[] {
  return perResource(request, (scope, resource) =>
    scope.messages(2).map((line) => ({
      resource,
      body: valueType(line.messages(5)[0]),
      attributes: attributesOf(line, 6),
      hasTrace: line.has(9),
    })),
  );
}
