import type { LiteralType } from "./ast.ts";

/** What every span has, whoever made it. */
interface Intrinsic {
  readonly type: LiteralType;
  /** The form without a scope, where there is one. */
  readonly bare?: string;
}

/**
 * The intrinsics by name (https://grafana.com/docs/tempo/v2.10.x/traceql/construct-traceql-queries/#intrinsic-fields). The
 * nested sets are numbers of the tree of spans: a root's `nestedSetParent` is negative.
 */
export const intrinsics: ReadonlyMap<string, Intrinsic> = new Map<string, Intrinsic>([
  ["span:duration", { type: "duration", bare: "duration" }],
  ["span:name", { type: "string", bare: "name" }],
  ["span:status", { type: "status", bare: "status" }],
  ["span:statusMessage", { type: "string", bare: "statusMessage" }],
  ["span:kind", { type: "kind", bare: "kind" }],
  ["span:id", { type: "string" }],
  ["span:parentID", { type: "string" }],
  ["span:childCount", { type: "int" }],
  ["trace:id", { type: "string" }],
  ["trace:duration", { type: "duration", bare: "traceDuration" }],
  ["trace:rootName", { type: "string", bare: "rootName" }],
  ["trace:rootService", { type: "string", bare: "rootServiceName" }],
  ["event:name", { type: "string" }],
  ["event:timeSinceStart", { type: "duration" }],
  ["link:traceID", { type: "string" }],
  ["link:spanID", { type: "string" }],
  ["instrumentation:name", { type: "string" }],
  ["instrumentation:version", { type: "string" }],
  ["nestedSetLeft", { type: "int", bare: "nestedSetLeft" }],
  ["nestedSetRight", { type: "int", bare: "nestedSetRight" }],
  ["nestedSetParent", { type: "int", bare: "nestedSetParent" }],
]);

const bareNames: ReadonlyMap<string, string> = new Map(
  [...intrinsics].flatMap(([name, { bare }]) => (bare === undefined ? [] : [[bare, name]])),
);

/** The newer form of an intrinsic's name; undefined: there is no such intrinsic. */
export function intrinsicNamed(text: string): string | undefined {
  return bareNames.get(text) ?? (intrinsics.has(text) ? text : undefined);
}

/** The words that are values. */
export const wordValues: Readonly<Record<string, LiteralType>> = {
  true: "bool",
  false: "bool",
  nil: "nil",
  ok: "status",
  error: "status",
  unset: "status",
  unspecified: "kind",
  internal: "kind",
  server: "kind",
  client: "kind",
  producer: "kind",
  consumer: "kind",
  // Tempo's least and greatest integer.
  minInt: "int",
  maxInt: "int",
};
