import { textType } from "./text-type.ts";

/** One condition on an alert's labels, in Alertmanager's own syntax. */
export interface Matcher {
  /** As it goes into alertmanager.yml, e.g. `severity="critical"`. */
  readonly text: string;
  readonly name: string;
  readonly operator: "=" | "!=" | "=~" | "!~";
  /** The value without its quotes and escapes. */
  readonly value: string;
}

const grammar = /^\s*([a-zA-Z_]\w*)\s*(=~|!~|!=|=)\s*"((?:[^"\\]|\\["\\n])*)"\s*$/;

function toOperator(text: string | undefined): Matcher["operator"] | undefined {
  return text === "=" || text === "!=" || text === "=~" || text === "!~" ? text : undefined;
}

/** What JavaScript's regular expressions know and RE2, which Alertmanager uses, does not: lookaround, back references. */
const notInRe2 = /\(\?<?[=!]|\\[1-9]/;

/** Whether RE2 would take an expression. Leading flags such as `(?i)` are RE2's and unknown to JavaScript. */
function isRegularExpression(expression: string): boolean {
  if (notInRe2.test(expression)) return false;
  try {
    new RegExp(expression.replace(/^\(\?[imsU]+\)/, ""));
    return true;
  } catch {
    return false;
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
  if ((operator === "=~" || operator === "!~") && !isRegularExpression(value)) return undefined;
  return { text: text.trim(), name, operator, value };
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
