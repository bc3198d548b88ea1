import { patternType } from "./text-type.ts";

/** A setting that holds the name of a Prometheus label. `__…` is Prometheus's own and refused. */
export function labelName() {
  return patternType({
    name: "label",
    expected: 'the name of a label such as "cluster" (letters, digits and _, no digit or __ in front)',
    examples: ["alertname", "cluster"],
    pattern: /^(?!__)[a-zA-Z_]\w*$/,
  });
}
