import { RE2JS, RE2JSSyntaxException } from "re2js";
import { textType } from "./text-type.ts";

/** One condition on an alert's labels, in Alertmanager's own syntax. */
export interface Matcher {
  /** As it goes into alertmanager.yml, e.g. `severity="critical"`. */
  readonly text: string;
  readonly name: string;
  readonly operator: "=" | "!=" | "=~" | "!~";
  /** The value without its quotes and escapes. */
  readonly value: string;
  /** Whether it holds of a label of that value; of an empty one where the label is missing. */
  readonly matches: (value: string) => boolean;
}

const grammar = /^\s*([a-zA-Z_]\w*)\s*(=~|!~|!=|=)\s*"((?:[^"\\]|\\["\\n])*)"\s*$/;

function toOperator(text: string | undefined): Matcher["operator"] | undefined {
  return text === "=" || text === "!=" || text === "=~" || text === "!~" ? text : undefined;
}

/** What an expression matches as a whole, by RE2's rules, which are Alertmanager's; undefined: RE2 refuses it. */
function readExpression(expression: string): ((value: string) => boolean) | undefined {
  try {
    const compiled = RE2JS.compile(expression);
    return (value) => compiled.testExact(value);
  } catch (error) {
    if (error instanceof RE2JSSyntaxException) return undefined;
    throw error;
  }
}

/**
 * Parses a matcher: a label, one of `=`, `!=`, `=~`, `!~`, and a value in double quotes, where `\"`, `\\` and `\n` are
 * the escapes. An expression that RE2 would refuse is refused.
 */
export function parseMatcher(text: string): Matcher | undefined {
  const [, name, sign, quoted] = grammar.exec(text) ?? [];
  const operator = toOperator(sign);
  if (name === undefined || operator === undefined || quoted === undefined) return undefined;
  const value = quoted.replaceAll(/\\(.)/g, (_, escaped: string) => (escaped === "n" ? "\n" : escaped));
  const equals = operator === "=" || operator === "!=" ? (given: string) => given === value : readExpression(value);
  if (equals === undefined) return undefined;
  const matches = operator.startsWith("!") ? (given: string) => !equals(given) : equals;
  return { text: text.trim(), name, operator, value, matches };
}

/** `severity=critical`, `severity: critical` and `severity == 'critical'` → `severity="critical"`. */
function nearestMatcher(text: string): string {
  const [, name, sign = "", value] = /^\s*(\w+)\s*(=~|!~|!=|==?|:)\s*["']?([^"'\\]*?)["']?\s*$/.exec(text) ?? [];
  return `${name}${sign === "==" || sign === ":" ? "=" : sign}"${value}"`;
}

/** A setting that holds a matcher. */
export function matcher() {
  return textType({
    name: "matcher",
    expected: `a matcher such as 'severity="critical"' or 'team=~"ml|data"' (=, !=, =~ or !~, and the value in double quotes)`,
    examples: ['severity="critical"', 'team=~"ml|data"'],
    pattern: grammar,
    parse: parseMatcher,
    nearest: nearestMatcher,
  });
}
