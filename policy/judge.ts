import type { JudgedStack, Policy, PolicyResource, Violation } from "./policy.ts";

/** A violation, and the policy that it is of. */
export interface Judgement extends Violation {
  readonly policy: Policy;
}

/** What came of judging a stack. */
export interface Verdict {
  /** How many times a policy looked at a resource. */
  readonly count: number;
  readonly violations: readonly Judgement[];
}

/**
 * Judges a whole stack by all policies.
 *
 * @param stack what is known of it; the policies' own configuration is what they have by default
 */
export function judge(
  policies: readonly Policy[],
  resources: readonly PolicyResource[],
  stack: Omit<JudgedStack, "config">,
): Verdict {
  const known = { ...stack, config: {} };
  const verdicts = policies.map((policy) => {
    const applicable = resources.filter((resource) => policy.applies(resource, known));
    const violations =
      policy.judges === "resource"
        ? applicable.flatMap((resource) => policy.check(resource, known).map((problem) => ({ resource, problem })))
        : policy.checkStack(resources, known);
    return { count: applicable.length, violations: violations.map((violation) => ({ ...violation, policy })) };
  });
  return {
    count: verdicts.reduce((sum, { count }) => sum + count, 0),
    violations: verdicts.flatMap(({ violations }) => violations),
  };
}
