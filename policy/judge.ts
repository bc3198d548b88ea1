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

/** Judges a whole stack by all policies. */
export function judge(policies: readonly Policy[], resources: readonly PolicyResource[], stack: JudgedStack): Verdict {
  const verdicts = policies.map((policy) => {
    const applicable = resources.filter((resource) => policy.applies(resource, stack));
    const violations =
      policy.judges === "resource"
        ? applicable.flatMap((resource) => policy.check(resource, stack).map((problem) => ({ resource, problem })))
        : policy.checkStack(resources, stack);
    return { count: applicable.length, violations: violations.map((violation) => ({ ...violation, policy })) };
  });
  return {
    count: verdicts.reduce((sum, { count }) => sum + count, 0),
    violations: verdicts.flatMap(({ violations }) => violations),
  };
}
