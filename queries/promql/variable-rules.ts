import type { VariableRules } from "../variables.ts";

const word = /[A-Za-z0-9_:]/;

/** A unit after a variable that stands for a number, as in `[${minutes}m]`. */
const unitAfter = /^(?:ms|[smhdwy])(?![A-Za-z0-9_:])/;

/** Lists of label names: a variable in them is a name. */
const nameLists: ReadonlySet<string> = new Set(["(by", "(without", "(on", "(ignoring", "(group_left", "(group_right"]);

/** What a variable stands for in PromQL. */
export const promqlVariables: VariableRules = {
  quotes: "\"'`",
  comment: "#",
  placeOf: (before, after, bracket) => {
    if (bracket === "[") return "number";
    if (bracket === "{" || (bracket !== undefined && nameLists.has(bracket))) return "name";
    if (word.test(before.at(-1) ?? "")) return "name";
    if (word.test(after[0] ?? "")) return unitAfter.test(after) ? "number" : "name";
    return /^\s*[{[]/.test(after) ? "name" : "number";
  },
};
