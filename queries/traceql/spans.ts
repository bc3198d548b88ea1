/** The spans that can be asked for: what catalogues say of them, by attribute. */
import type { Attribute, Attributes, SpanRecord, TraceCatalogue } from "../trace-catalogue.ts";
import type { Scope } from "./ast.ts";

/** Spans of one kind, with what their resources say. */
export interface KnownSpan {
  /** `*` stands for any text. */
  readonly name: string;
  readonly services: readonly string[];
  /** Absent: any. */
  readonly kind?: SpanRecord["kind"];
  /** By scope and name: `span.http.method`. */
  readonly attributes: ReadonlyMap<string, Attribute>;
  /** `open`: it may carry attributes beside these. */
  readonly listed: "closed" | "open";
}

/** What TraceQL is checked against. Made by `indexSpans`. */
export interface SpanIndex {
  readonly spans: readonly KnownSpan[];
  /** Every attribute, by scope and name. */
  readonly attributes: ReadonlyMap<string, Attribute>;
  readonly services: ReadonlySet<string>;
}

/**
 * What Tempo and the SDKs set on every resource, whoever made it
 * (https://opentelemetry.io/docs/specs/semconv/resource/#telemetry-sdk).
 */
const everyResource: Attributes = {
  "service.name": { type: "string", presence: "always" },
  "service.namespace": { type: "string" },
  "service.version": { type: "string" },
  "service.instance.id": { type: "string" },
  "telemetry.sdk.name": { type: "string" },
  "telemetry.sdk.language": { type: "string" },
  "telemetry.sdk.version": { type: "string" },
};

/** What an exception is told with (https://opentelemetry.io/docs/specs/semconv/exceptions/exceptions-spans/). */
const everyEvent: Attributes = {
  "exception.type": { type: "string" },
  "exception.message": { type: "string" },
  "exception.stacktrace": { type: "string" },
  "exception.escaped": { type: "bool" },
};

/** Everything that some systems trace. */
export function indexSpans(catalogues: readonly TraceCatalogue[]): SpanIndex {
  const spans = catalogues.flatMap(knownSpans);
  const attributes = new Map<string, Attribute>();
  for (const span of spans) {
    for (const [name, attribute] of span.attributes) attributes.set(name, either(attributes.get(name), attribute));
  }
  return { spans, attributes, services: new Set(spans.flatMap(({ services }) => services)) };
}

function knownSpans({ resource, spans, listed = "closed" }: TraceCatalogue): readonly KnownSpan[] {
  const ofResource = scoped("resource", { ...everyResource, ...resource });
  const known = spans.map(({ name, services, kind, attributes, events = {} }): KnownSpan => {
    const ofEvents = Object.values(events).map((each) => scoped("event", each));
    return {
      name,
      services,
      kind,
      attributes: new Map([
        ...ofResource,
        ...scoped("event", everyEvent),
        ...ofEvents.flatMap((each) => [...each]),
        ...scoped("span", attributes),
      ]),
      listed,
    };
  });
  const services = [...new Set(spans.flatMap((span) => span.services))];
  return listed === "closed"
    ? known
    : [...known, { name: "*", services, attributes: new Map([...ofResource, ...scoped("event", everyEvent)]), listed }];
}

function scoped(scope: Scope, attributes: Attributes): Map<string, Attribute> {
  return new Map(Object.entries(attributes).map(([name, attribute]) => [`${scope}.${name}`, attribute]));
}

/** Two attributes of one name: what is true of both. Types that differ leave nothing to be said of values. */
function either(known: Attribute | undefined, added: Attribute): Attribute {
  if (known === undefined) return added;
  const values =
    known.values === undefined || added.values === undefined
      ? undefined
      : [...new Set([...known.values, ...added.values])];
  const { values: _values, ...rest } = added;
  return { ...rest, ...(values === undefined ? {} : { values }), type: known.type };
}

/** An attribute as the index has it: with its scope; of those without one, each that it may mean. */
export function keysOf(scope: Scope, name: string): readonly string[] {
  return scope === "any" ? [`span.${name}`, `resource.${name}`] : [`${scope}.${name}`];
}
