/** What a matcher leaves of a label's values, and whether it leaves any. */

import { nearest } from "../nearest.ts";
import { readRegex } from "../regex.ts";
import type { Matcher } from "./ast.ts";
import { bucketValue } from "./bucket-value.ts";
import { type LabelFact, vagueLabel } from "./labels.ts";
import type { Scope } from "./shape.ts";

/**
 * What is known of a label once a matcher has been applied; nothing after one that is reported, so that it is told once.
 *
 * @param fact what was known before; undefined: nothing.
 * @param declared what the series' catalogue says, before any matcher.
 */
export function narrowLabel(
  fact: LabelFact | undefined,
  declared: LabelFact | undefined,
  matcher: Matcher,
  scope: Scope,
): LabelFact | undefined {
  const { operator, source } = matcher;
  const known = fact ?? vagueLabel;
  if (source === "variable") return operator === "=" ? { ...known, bound: 1 } : fact;
  const test = testOf(matcher);
  if (test === undefined) return fact;
  if (matcher.label.text === "le" && known.values === undefined) checkBucketForm(matcher, scope);
  const all = known.values ?? literalValues(matcher);
  if (all === undefined) return test("") ? fact : { ...known, presence: "always" };
  if (declared?.values !== undefined && !judge(declared, matcher, test, scope)) return vagueLabel;
  const left = all.filter(test);
  const empty = test("") && known.presence === "sometimes";
  if (left.length === 0 && !empty) {
    // An open label that must be empty: `x{pod=""}`. Whether such series exist is not known.
    if (known.values === undefined) return { ...known, presence: "sometimes" };
    if (known !== declared) {
      scope.report(matcher, `With the other matchers on \`${matcher.label.text}\`, this one leaves no series.`);
    }
    return vagueLabel;
  }
  return {
    ...known,
    values: left,
    bound: Math.min(known.bound, Math.max(1, left.length)),
    presence: test("") ? known.presence : "always",
  };
}

/** The matcher as a test of one value; undefined: the server refuses it. */
function testOf({ operator, value }: Matcher): ((candidate: string) => boolean) | undefined {
  if (operator === "=") return (candidate) => candidate === value;
  if (operator === "!=") return (candidate) => candidate !== value;
  const regex = readRegex(value);
  if (regex.kind !== "usable") return undefined;
  return operator === "=~" ? regex.matches : (candidate) => !regex.matches(candidate);
}

/** The values that an `=` or a plain list such as `=~"a|b"` allows of an open set. */
function literalValues({ operator, value }: Matcher): readonly string[] | undefined {
  if (operator === "=" && value !== "") return [value];
  return operator === "=~" && /^[\w:/ -]+(?:\|[\w:/ -]+)*$/.test(value) ? value.split("|") : undefined;
}

/** Reports a matcher that a closed set of values makes pointless; says whether it is sound. */
function judge(
  declared: LabelFact,
  matcher: Matcher,
  test: (candidate: string) => boolean,
  { report, warn }: Scope,
): boolean {
  const { label, operator, value, valueSpan } = matcher;
  const values = declared.values ?? [];
  const possible = declared.presence === "sometimes" ? ["", ...values] : values;
  const allowed = `It can be ${values.map((each) => `"${each}"`).join(", ")}.`;
  const named = operator === "=" || operator === "!=";
  if (named && value !== "" && !values.includes(value)) {
    const bucket = label.text === "le" ? bucketHint(value, values) : undefined;
    const near = nearest(value, values);
    const effect = operator === "=" ? "matches nothing" : "leaves nothing out";
    const tell = operator === "=" ? report : warn;
    tell(
      valueSpan,
      `\`${label.text}\` is never "${value}", so this ${effect}. ${allowed}`,
      bucket ?? (near === undefined ? undefined : `did you mean "${near}"?`),
    );
    return false;
  }
  if (possible.some(test)) return true;
  report(
    valueSpan,
    `No value of \`${label.text}\` passes this, so it matches nothing. ${allowed}`,
    operator === "=~" ? "a regular expression must match the whole value" : undefined,
  );
  return false;
}

/** `le="5"` where the buckets are not known: that there is none of this form is known all the same. */
function checkBucketForm({ operator, value, valueSpan }: Matcher, { report }: Scope): void {
  if (operator !== "=" || value.trim() === "" || Number.isNaN(Number(value))) return;
  const stored = bucketValue(Number(value));
  if (stored === value) return;
  report(
    valueSpan,
    `\`le\` is never "${value}", so this matches nothing.`,
    `Prometheus 3 stores this bucket as \`le="${stored}"\``,
  );
}

/** `le="5"`: the right bucket in a form that Prometheus 3 does not store. */
function bucketHint(value: string, values: readonly string[]): string | undefined {
  const stored = value.trim() === "" ? undefined : bucketValue(Number(value));
  return stored !== undefined && stored !== value && values.includes(stored)
    ? `Prometheus 3 stores this bucket as \`le="${stored}"\``
    : undefined;
}
