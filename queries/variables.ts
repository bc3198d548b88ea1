/**
 * Grafana's variables in a query of any language. Before the query is parsed, each is replaced by something of the same
 * length that fits its place, so that every position stays true.
 */
import { nearest } from "./nearest.ts";
import type { Report } from "./problem.ts";
import type { Span } from "./span.ts";

/** One use of a variable. */
export interface VariableUse extends Span {
  readonly name: string;
  /**
   * `text`: inside a string. `name`: as (part of) a metric's or label's name. `number`: a number or a duration. `window`: a
   * duration with its unit. `attribute`: an attribute of any type, in TraceQL.
   */
  readonly place: "text" | "name" | "number" | "window" | "attribute";
}

/** How a language is cut, as far as it tells what a variable stands for. */
export interface VariableRules {
  /** What opens a string. */
  readonly quotes: string;
  /** What begins a comment that ends with the line. */
  readonly comment: string;
  /**
   * What a variable outside a string stands for, told by what is around it.
   *
   * @param before the text before it, variables replaced.
   * @param bracket the innermost bracket that is open, a round one with the word before it: `(by`.
   */
  readonly placeOf: (before: string, after: string, bracket: string | undefined) => VariableUse["place"];
}

/** A query with its variables replaced, and where they were. */
export interface Substituted {
  readonly text: string;
  readonly uses: readonly VariableUse[];
}

/**
 * The variables that every dashboard has
 * (https://grafana.com/docs/grafana/latest/visualizations/dashboards/variables/add-template-variables/#global-variables).
 */
export const builtInVariables: ReadonlySet<string> = new Set([
  "__dashboard",
  "__from",
  "__interval",
  "__interval_ms",
  "__name",
  "__org",
  "__range",
  "__range_ms",
  "__range_s",
  "__rate_interval",
  "__rate_interval_ms",
  "__timezone",
  "__to",
  "__user",
]);

/** `$name`, `${name}`, `${name:format}`, `${name.field}` and the older `[[name]]`. `$1` is a group of `label_replace`. */
const variable = /\$([A-Za-z_]\w*)|\$\{([A-Za-z_]\w*)[^}\n]*\}|\[\[([A-Za-z_]\w*)(?::\w+)?\]\]/y;

/** What stands in for a variable, by its place: of the length that it has in the query. */
const standIns: Readonly<Record<VariableUse["place"], (length: number) => string>> = {
  text: (length) => "v".padEnd(length, "_"),
  name: (length) => "v".padEnd(length, "_"),
  number: (length) => "1".padStart(length, "0"),
  window: (length) => "1s".padStart(length, "0"),
  attribute: (length) => ".v".padEnd(length, "_"),
};

/** Replaces the variables of a query. */
export function substituteVariables(query: string, { quotes, comment, placeOf }: VariableRules): Substituted {
  if (!query.includes("$") && !query.includes("[[")) return { text: query, uses: [] };
  const uses: VariableUse[] = [];
  const brackets: string[] = [];
  let text = "";
  let quote = "";
  let at = 0;
  while (at < query.length) {
    const char = query[at] ?? "";
    if (quote === "" && query.startsWith(comment, at)) {
      const end = query.indexOf("\n", at);
      const to = end === -1 ? query.length : end;
      text += query.slice(at, to);
      at = to;
      continue;
    }
    variable.lastIndex = at;
    const found = char === "$" || char === "[" ? variable.exec(query) : null;
    if (found !== null) {
      const to = at + found[0].length;
      const place = quote === "" ? placeOf(text, query.slice(to), brackets.at(-1)) : "text";
      uses.push({ name: found[1] ?? found[2] ?? found[3] ?? "", from: at, to, place });
      text += standIns[place](to - at);
      at = to;
      continue;
    }
    if (quote !== "") {
      if (char === "\\" && quote !== "`") {
        text += query.slice(at, at + 2);
        at += 2;
        continue;
      }
      if (char === quote || (char === "\n" && quote !== "`")) quote = "";
    } else if (quotes.includes(char)) {
      quote = char;
    } else if ("([{".includes(char)) {
      brackets.push(char === "(" ? `(${wordBefore(text)}` : char);
    } else if (")]}".includes(char)) {
      brackets.pop();
    }
    text += char;
    at += 1;
  }
  return { text, uses };
}

function wordBefore(text: string): string {
  const before = text.trimEnd();
  let from = before.length;
  while (/\w/.test(before.charAt(from - 1))) from -= 1;
  return before.slice(from).toLowerCase();
}

/**
 * Reports a variable that nothing fills in.
 *
 * @param variables the dashboard's own, without `$`; absent: the query is a rule's, and there are none.
 * @param builtIn those that every dashboard has.
 */
export function reportUnknownVariable(
  use: VariableUse,
  variables: readonly string[] | undefined,
  builtIn: ReadonlySet<string>,
  report: Report,
): void {
  if (variables === undefined) {
    report(
      use,
      `\`$${use.name}\` is a dashboard's variable, and nothing fills it in here.`,
      "write the value; in a panel, the check is told of the dashboard's variables",
    );
    return;
  }
  if (variables.includes(use.name) || builtIn.has(use.name)) return;
  const near = nearest(use.name, [...variables, ...builtIn]);
  const known = variables.length === 0 ? "no variables" : variables.map((name) => `$${name}`).join(", ");
  report(
    use,
    `The dashboard has no variable \`$${use.name}\`.`,
    near === undefined ? `it has ${known}` : `did you mean \`$${near}\`?`,
  );
}
