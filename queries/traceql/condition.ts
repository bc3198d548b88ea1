/** Checks the condition on one span: its types, and its attributes against those that there are. */
import { nearest } from "../nearest.ts";
import type { Report, Reports } from "../problem.ts";
import type { Attribute } from "../trace-catalogue.ts";
import type { AttributeField, Binary, Field, Literal } from "./ast.ts";
import { candidatesOf, comparisonWith } from "./candidates.ts";
import { intrinsicNamed } from "./intrinsics.ts";
import { type KnownSpan, keysOf, type SpanIndex } from "./spans.ts";
import { articled, typeOf } from "./types.ts";

/** What conditions are checked with. */
export interface Scene {
  readonly index: SpanIndex;
  readonly reports: Reports;
}

/** Checks a filter's condition; gives the spans that may pass it, of those given. */
export function checkCondition(condition: Field, spans: readonly KnownSpan[], scene: Scene): readonly KnownSpan[] {
  let refused = 0;
  const report: Report = (...problem) => {
    refused += 1;
    scene.reports.report(...problem);
  };
  const type = typeOf(condition, { ...scene.reports, report });
  if (type !== "any" && type !== "bool") {
    scene.reports.report(
      condition,
      `The braces hold a condition, and this is ${articled(type)}.`,
      "compare it: `{ … = … }`",
    );
  }
  const unknown = checkField(condition, spans, scene);
  const left = candidatesOf(condition, spans);
  if (left.length === 0 && spans.length > 0 && unknown + refused === 0) {
    scene.reports.doubt(
      condition,
      "No span that is known has all of this, so it matches nothing.",
      hintFor(condition, spans),
    );
  }
  return left.length === 0 ? spans : left;
}

/** The part of a conjunction that leaves nothing. */
function hintFor(condition: Field, spans: readonly KnownSpan[]): string | undefined {
  if (condition.kind !== "binary" || condition.operator !== "&&") return undefined;
  const names = new Set(candidatesOf(condition.left, spans).map(({ name }) => name));
  if (names.size === 0) return hintFor(condition.left, spans);
  const shown = [...names].slice(0, 4).map((name) => `"${name}"`);
  return `what stands before the last part leaves the spans ${shown.join(", ")}${names.size > 4 ? ", …" : ""}`;
}

/** Checks attributes wherever they stand; gives how many nobody knows. */
export function checkField(field: Field, spans: readonly KnownSpan[], scene: Scene): number {
  switch (field.kind) {
    case "attribute":
      return checkAttribute(field, spans, scene);
    case "unary":
      return checkField(field.operand, spans, scene);
    case "binary": {
      const unknown = checkField(field.left, spans, scene) + checkField(field.right, spans, scene);
      return unknown === 0 ? checkComparison(field, scene) : unknown;
    }
    default:
      return 0;
  }
}

/** The attribute that a field is, if it is known; undefined too where types differ by scope. */
export function attributeOf(field: Field, { attributes }: SpanIndex): Attribute | undefined {
  if (field.kind !== "attribute" || field.source === "variable") return undefined;
  const [first, ...others] = keysOf(field.scope, field.name).flatMap((key) => attributes.get(key) ?? []);
  return others.every(({ type }) => type === first?.type) ? first : undefined;
}

function checkAttribute(field: AttributeField, spans: readonly KnownSpan[], { index, reports }: Scene): number {
  const { scope, name, source, of } = field;
  if (source === "variable" || of === "parent" || index.spans.length === 0) return 0;
  if (keysOf(scope, name).some((key) => index.attributes.has(key))) return 0;
  // What links and instrumentation scopes carry, no catalogue says.
  if (scope === "link" || scope === "instrumentation") return 0;
  const elsewhere = ["span", "resource", "event"]
    .map((each) => `${each}.${name}`)
    .find((key) => index.attributes.has(key));
  const meant = elsewhere ?? intrinsicMeant(field);
  const onSpans = scope === "resource" ? endingIn(name, index) : [];
  const near = meant ?? onSpans[0] ?? nearest(`${scope === "any" ? "span" : scope}.${name}`, index.attributes.keys());
  // A service whose spans nobody lists in full may have it; what is spelt like one that is known is a slip all the same.
  if (near === undefined && spans.some(({ listed }) => listed === "open")) return 0;
  const owner = scope === "resource" ? "resource" : scope === "event" ? "event" : "span";
  const hints = [
    meant === undefined ? undefined : `write \`${meant}\``,
    onSpans.length === 0 ? undefined : `spans have ${onSpans.map((key) => `\`${key}\``).join(", ")}`,
    near === undefined ? undefined : `did you mean \`${near}\`?`,
  ];
  const hint = hints.find((each) => each !== undefined);
  reports.doubt(field, `No ${owner} that is known has the attribute \`${field.text}\`.`, hint);
  return 1;
}

/** `span.name`: Tempo looks for an attribute of that name, and what every span has is called `name`. */
function intrinsicMeant({ scope, name }: AttributeField): string | undefined {
  if (scope !== "span") return undefined;
  return intrinsicNamed(name) === undefined ? undefined : name;
}

/** Attributes of spans whose last part is a name: `resource.model` means one of them, for a resource makes many calls. */
function endingIn(name: string, { attributes }: SpanIndex): readonly string[] {
  return [...attributes.keys()].filter((key) => key.startsWith("span.") && key.endsWith(`.${name}`)).sort();
}

/**
 * A comparison of an attribute with a literal. Tempo compares by type, and by value only within it.
 *
 * @returns how many values nobody knows, or has told of.
 */
function checkComparison({ operator, left, right, from, to }: Binary, { index, reports }: Scene): number {
  const [field, literal] = left.kind === "literal" ? [right, left] : [left, right];
  if (literal.kind !== "literal" || literal.source === "variable" || literal.type === "nil") return 0;
  if (field.kind === "intrinsic") {
    if (field.name === "trace:rootService") return checkService(operator, literal, { index, reports });
    if (field.name === "trace:id" && operator === "=" && !/^[0-9a-f]{1,32}$/i.test(literal.value)) {
      reports.doubt(literal, "This is not the id of a trace: it has up to 32 hexadecimal digits.");
      return 1;
    }
    const number = literal.type === "int" || literal.type === "float";
    if (number && /duration|timeSinceStart/i.test(field.name)) {
      const hint = `write its unit: \`${literal.value}s\``;
      reports.doubt(literal, `A number that is compared with \`${field.text}\` is one of nanoseconds.`, hint);
    }
    return 0;
  }
  if (field.kind === "attribute" && keysOf(field.scope, field.name).includes("resource.service.name")) {
    if (checkService(operator, literal, { index, reports }) > 0) return 1;
  }
  const attribute = attributeOf(field, index);
  if (field.kind !== "attribute" || attribute === undefined || !/[=<>~]/.test(operator)) return 0;
  if (attribute.type !== literal.type) {
    reports.doubt({ from, to }, ...unlike(field, attribute, literal));
    return 1;
  }
  const { values } = attribute;
  if (values === undefined || values.some(comparisonWith(operator, literal))) return 0;
  const near = nearest(literal.value, values);
  const allowed = values.map((value) => `"${value}"`).join(", ");
  const hint = near === undefined ? undefined : `did you mean "${near}"?`;
  reports.doubt(literal, `\`${field.text}\` is never this, so it matches nothing. It can be ${allowed}.`, hint);
  return 1;
}

function unlike({ text }: AttributeField, { type }: Attribute, literal: Literal): [string, string | undefined] {
  const { value } = literal;
  const whole = literal.type === "int" || literal.type === "float" || /^-?\d+(?:\.\d+)?$/.test(value);
  const forms: Readonly<Record<Attribute["type"], string | undefined>> = {
    string: literal.type === "string" ? undefined : `"${value}"`,
    int: whole ? String(Math.round(Number(value))) : undefined,
    float: whole ? (value.includes(".") ? value : `${value}.0`) : undefined,
    bool: /^(?:true|false)$/.test(value) ? value : undefined,
  };
  const form = forms[type];
  const message = `\`${text}\` is ${articled(type)}, and Tempo never matches it with ${articled(literal.type)}.`;
  return [message, form === undefined ? undefined : `write \`${form}\``];
}

/** A service that nothing here knows: its spans would be a surprise. */
function checkService(operator: string, literal: Literal, { index, reports }: Scene): number {
  if (index.services.size === 0 || literal.type !== "string") return 0;
  if (operator !== "=" && operator !== "=~") return 0;
  if ([...index.services].some(comparisonWith(operator, literal))) return 0;
  const near = nearest(literal.value, index.services);
  const known = [...index.services].sort().join(", ");
  const hint = near === undefined ? `there are ${known}` : `did you mean "${near}"?`;
  reports.doubt(literal, `No service that is traced is called ${JSON.stringify(literal.value)}.`, hint);
  return 1;
}
