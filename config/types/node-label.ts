import { patternType } from "./text-type.ts";

// https://kubernetes.io/docs/concepts/overview/working-with-objects/labels/#syntax-and-character-set
const dnsPrefix = "(?=[^/]{1,253}/)[a-z0-9](?:[-a-z0-9]*[a-z0-9])?(?:\\.[a-z0-9](?:[-a-z0-9]*[a-z0-9])?)*/";
const name = "[A-Za-z0-9](?:[-A-Za-z0-9_.]{0,61}[A-Za-z0-9])?";

/** The key of a node's label or taint: an optional DNS prefix, a slash, and a name of at most 63 characters. */
export function labelKey() {
  return patternType({
    name: "node label",
    expected: 'the key of a label such as "example.com/gpu"',
    examples: ["example.com/gpu"],
    pattern: new RegExp(`^(?:${dnsPrefix})?${name}$`),
  });
}

/** The value of a node's label or taint. */
export function labelValue() {
  return patternType({
    name: "value of a node label",
    expected:
      'the value of a label: empty, or at most 63 letters, digits, ".", "_" and "-" with a letter or digit at both ends',
    examples: ["a100"],
    pattern: new RegExp(`^(?:${name})?$`),
  });
}
