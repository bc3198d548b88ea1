import { patternType } from "./text-type.ts";

// https://kubernetes.io/docs/concepts/overview/working-with-objects/labels/#syntax-and-character-set
const dnsPrefix = "(?=[^/]{1,253}/)[a-z0-9](?:[-a-z0-9]*[a-z0-9])?(?:\\.[a-z0-9](?:[-a-z0-9]*[a-z0-9])?)*/";
const name = "[A-Za-z0-9](?:[-A-Za-z0-9_.]{0,61}[A-Za-z0-9])?";
const key = new RegExp(`^(?:${dnsPrefix})?${name}$`);

/** The key of a label or of a node's taint: an optional DNS prefix, a slash, and a name of at most 63 characters. */
export function labelKey() {
  return patternType({
    name: "label key",
    expected: 'the key of a label such as "example.com/gpu"',
    examples: ["example.com/gpu"],
    pattern: key,
  });
}

/** The value of a label or of a node's taint. */
export function labelValue() {
  return patternType({
    name: "label value",
    expected:
      'the value of a label: empty, or at most 63 letters, digits, ".", "_" and "-" with a letter or digit at both ends',
    examples: ["a100"],
    pattern: new RegExp(`^(?:${name})?$`),
  });
}

/** The key of an annotation, of the same form as a label's. */
export function annotationKey() {
  return patternType({
    name: "annotation",
    expected: 'the key of an annotation such as "alb.ingress.kubernetes.io/target-type"',
    examples: ["alb.ingress.kubernetes.io/target-type"],
    pattern: key,
  });
}
