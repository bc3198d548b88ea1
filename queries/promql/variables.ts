/**
 * Grafana's variables in a query. Before the query is parsed, each is replaced by something of the same length that fits
 * its place, so that every position stays true.
 */
import type { Span } from "./ast.ts";

/** One use of a variable. */
export interface VariableUse extends Span {
  readonly name: string;
  /** `text`: inside a string. `name`: as (part of) a metric's or label's name. `number`: anywhere else, durations too. */
  readonly place: "text" | "name" | "number";
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

const word = /[A-Za-z0-9_:]/;

/** A unit after a variable that stands for a number, as in `[${minutes}m]`. */
const unitAfter = /^(?:ms|[smhdwy])(?![A-Za-z0-9_:])/;

/** Replaces the variables of a query. */
export function substituteVariables(query: string): Substituted {
  if (!query.includes("$") && !query.includes("[[")) return { text: query, uses: [] };
  const uses: VariableUse[] = [];
  const brackets: string[] = [];
  let text = "";
  let quote = "";
  let at = 0;
  while (at < query.length) {
    const char = query[at] ?? "";
    const comment = quote === "" && char === "#";
    if (comment) {
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
      text += place === "number" ? "1".padStart(to - at, "0") : "v".padEnd(to - at, "_");
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
    } else if (char === '"' || char === "'" || char === "`") {
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

/** Lists of label names: a variable in them is a name. */
const nameLists: ReadonlySet<string> = new Set(["(by", "(without", "(on", "(ignoring", "(group_left", "(group_right"]);

/** What a variable outside a string stands for, told by what is around it. */
function placeOf(before: string, after: string, bracket: string | undefined): "name" | "number" {
  if (bracket === "[") return "number";
  if (bracket === "{" || (bracket !== undefined && nameLists.has(bracket))) return "name";
  if (word.test(before.at(-1) ?? "")) return "name";
  if (word.test(after[0] ?? "")) return unitAfter.test(after) ? "number" : "name";
  return /^\s*[{[]/.test(after) ? "name" : "number";
}

function wordBefore(text: string): string {
  return /(\w*)\s*$/.exec(text)?.[1]?.toLowerCase() ?? "";
}
