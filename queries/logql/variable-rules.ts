import { builtInVariables, type VariableRules } from "../variables.ts";

/** The variables that every dashboard has in LogQL: `$__auto` is Loki's own window. */
export const builtInLokiVariables: ReadonlySet<string> = new Set([...builtInVariables, "__auto"]);

const nameLists: ReadonlySet<string> = new Set(["(by", "(without", "(on", "(ignoring", "(group_left", "(group_right"]);

/** What a variable stands for in LogQL. */
export const logqlVariables: VariableRules = {
  quotes: '"`',
  comment: "#",
  placeOf: (before, after, bracket) => {
    const unit = /^(?:ms|[smhdwy])(?![\w])/.test(after);
    if (bracket === "[") return unit ? "number" : "window";
    if (/\boffset\s+-?$/.test(before)) return unit ? "number" : "window";
    if (bracket === "{" || (bracket !== undefined && nameLists.has(bracket))) return "name";
    if (/[\w]$/.test(before)) return "name";
    if (/^[\w]/.test(after)) return unit ? "number" : "name";
    // `| $field > 5`, `| unwrap $field [5m]`, `unwrap duration($field)`.
    return /^\s*(?:[=!<>]|\[)/.test(after) || /\bunwrap\s+(?:\w+\(\s*)?$/.test(before) ? "name" : "number";
  },
};
