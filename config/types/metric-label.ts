import { patternType } from "./text-type.ts";

/**
 * Labels that are the target's identity here: what adds or drops one would make two series one, or hide whose they are.
 * `replica` tells Prometheus' servers apart, and deduplication takes it away.
 */
const identity = ["application", "cluster", "instance", "job", "le", "namespace", "pod", "quantile", "replica"];

const pattern = new RegExp(`^(?!__|(?:${identity.join("|")})$)[a-zA-Z_][a-zA-Z0-9_]*$`);

/** The name of a label of series, of those that a stack may add or drop. */
export function metricLabel() {
  return patternType({
    name: "metric label",
    expected: `the name of a label of series such as "tier": letters, digits and "_", not "__…" and none of ${identity.join(", ")}`,
    examples: ["tier"],
    pattern,
  });
}
