/** Which of the known spans a condition can be true of. */
import { readRegex } from "../regex.ts";
import type { Binary, Field, Literal } from "./ast.ts";
import { type KnownSpan, keysOf } from "./spans.ts";

/** The spans, of those given, that may pass a condition. What cannot be told passes. */
export function candidatesOf(field: Field, spans: readonly KnownSpan[]): readonly KnownSpan[] {
  if (field.kind !== "binary") return spans;
  const { operator, left, right } = field;
  if (operator === "&&") return candidatesOf(right, candidatesOf(left, spans));
  if (operator === "||") {
    const either = new Set([...candidatesOf(left, spans), ...candidatesOf(right, spans)]);
    return spans.filter((span) => either.has(span));
  }
  const test = testOf(field);
  return test === undefined ? spans : spans.filter(test);
}

/** A comparison with a literal as a test of a span; undefined: it is not one. */
function testOf({ operator, left, right }: Binary): ((span: KnownSpan) => boolean) | undefined {
  const [subject, literal] = left.kind === "literal" ? [right, left] : [left, right];
  if (literal.kind !== "literal" || literal.source === "variable") return undefined;
  if (literal.type === "nil") {
    if (operator !== "!=" || subject.kind !== "attribute" || subject.source === "variable") return undefined;
    if (subject.scope === "link" || subject.scope === "instrumentation") return undefined;
    return (span) => carries(span, keysOf(subject.scope, subject.name));
  }
  const compare = comparisonWith(operator, literal);
  if (subject.kind === "intrinsic") {
    if (subject.name === "span:name")
      return (span) => (span.name.includes("*") ? fitsPattern(span.name, operator, literal) : compare(span.name));
    if (subject.name === "span:kind") return (span) => span.kind === undefined || compare(span.kind);
    return undefined;
  }
  if (subject.kind !== "attribute" || subject.source === "variable") return undefined;
  if (subject.scope === "link" || subject.scope === "instrumentation") return undefined;
  const keys = keysOf(subject.scope, subject.name);
  if (keys.includes("resource.service.name")) return ({ services }) => services.some(compare);
  return (span) => {
    if (!carries(span, keys)) return false;
    return keys.some((key) => {
      const values = span.attributes.get(key)?.values;
      return values === undefined || values.some(compare);
    });
  };
}

function carries({ attributes, listed }: KnownSpan, keys: readonly string[]): boolean {
  return listed === "open" || keys.some((key) => attributes.has(key));
}

/** Whether a span whose name holds `*` may have one that passes. A regular expression may match what stands for it. */
function fitsPattern(name: string, operator: string, { value }: Literal): boolean {
  if (operator !== "=") return true;
  const parts = name.split("*").map((part) => part.replaceAll(/[\\^$.|?+()[\]{}]/g, "\\$&"));
  const regex = readRegex(parts.join(".*"));
  return regex.kind === "refused" || regex.matches(value);
}

/** The comparison as a test of one value. Orders are not judged. */
export function comparisonWith(operator: string, { value }: Literal): (candidate: string) => boolean {
  if (operator === "=") return (candidate) => candidate === value;
  if (operator === "!=") return (candidate) => candidate !== value;
  const regex = operator === "=~" || operator === "!~" ? readRegex(value) : undefined;
  if (regex?.kind !== "usable") return () => true;
  return operator === "=~" ? regex.matches : (candidate) => !regex.matches(candidate);
}

/** The fields that a span which passes a condition is sure to have, as they are written. */
export function requiredBy(field: Field): ReadonlySet<string> {
  if (field.kind !== "binary") return new Set();
  const { operator, left, right } = field;
  if (operator === "&&") return new Set([...requiredBy(left), ...requiredBy(right)]);
  if (operator === "||") return bothOf(requiredBy(left), requiredBy(right));
  const [subject, literal] = left.kind === "literal" ? [right, left] : [left, right];
  if (subject.kind !== "attribute" || literal.kind !== "literal") return new Set();
  return literal.type === "nil" && operator === "=" ? new Set() : new Set([subject.text]);
}

/** What two sets share. */
export function bothOf(a: ReadonlySet<string>, b: ReadonlySet<string>): ReadonlySet<string> {
  return new Set([...a].filter((each) => b.has(each)));
}
