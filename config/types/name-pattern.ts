import { RE2JS, RE2JSSyntaxException } from "re2js";
import { textType } from "./text-type.ts";

function compiles(expression: string): boolean {
  try {
    RE2JS.compile(expression);
    return true;
  } catch (error) {
    if (error instanceof RE2JSSyntaxException) return false;
    throw error;
  }
}

/** A setting that holds a regular expression for whole names of metrics, as Prometheus reads it (RE2, anchored at both ends). */
export function namePattern() {
  return textType({
    name: "name pattern",
    expected: 'a regular expression (RE2) for whole names of metrics, such as "vllm:.+" or "go_memstats_.+"',
    examples: ["vllm:.+", "go_memstats_.+"],
    // What names and expressions are written with: an empty one and one with spaces would match nothing.
    pattern: /^\S+$/,
    parse: (text) => (/^\S+$/.test(text) && compiles(text) ? text : undefined),
  });
}
