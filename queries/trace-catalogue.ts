/**
 * What a system traces: the ground that TraceQL is checked against. Pure data, in `mixins/<system>/traces.ts`.
 */

/**
 * The type of an attribute's values, as the service sends it. Tempo compares by type: a float never meets an integer
 * (https://grafana.com/docs/tempo/latest/traceql/construct-traceql-queries/#comparison-operators).
 */
export type AttributeType = "string" | "int" | "float" | "bool";

/** One attribute of a span, a resource, an event, a link or an instrumentation scope. */
export interface Attribute {
  readonly type: AttributeType;
  /** What it says, as a sentence; its unit, where it has one. */
  readonly help?: string;
  /** The whole set of values, where it is closed. A comparison outside it matches nothing and is refused. */
  readonly values?: readonly string[];
  /** `always`: each span of its kind has it, and `by` shows no group of what has not. Default: `sometimes`. */
  readonly presence?: "always" | "sometimes";
}

/** Attributes by name, without their scope: `gen_ai.request.model`. */
export type Attributes = Readonly<Record<string, Attribute>>;

/** One kind of span that a service makes. */
export interface SpanRecord {
  /** The span's name; `*` stands for any text: `chat *`. */
  readonly name: string;
  /** The values of `resource.service.name` of those that make it. */
  readonly services: readonly string[];
  readonly kind: "internal" | "server" | "client" | "producer" | "consumer";
  readonly attributes: Attributes;
  /** Attributes of its events, by the event's name. */
  readonly events?: Readonly<Record<string, Attributes>>;
}

/** What one system traces. */
export interface TraceCatalogue {
  /** The observed system, e.g. `butterfly`. */
  readonly system: string;
  /** What it was read from, with its version: a specification, or the captured spans of a release. */
  readonly source: string;
  /** Attributes of the resources of all its services. */
  readonly resource: Attributes;
  readonly spans: readonly SpanRecord[];
  /**
   * `open`: its services make spans, and its spans carry attributes, beside those that are listed. What nobody lists is then
   * unusual and not wrong. Default: `closed`.
   */
  readonly listed?: "closed" | "open";
}
