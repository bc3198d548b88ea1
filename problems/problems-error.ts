import { RunError } from "@pulumi/pulumi/errors.js";
import { countProblems, formatProblems } from "./format.ts";
import type { Problem } from "./problem.ts";

/**
 * Everything that is wrong, found in one go. The message lists it all, ready to be shown: Pulumi shows a `RunError` without
 * a stack trace.
 */
export class ProblemsError extends RunError {
  override readonly name = "ProblemsError";
  /** In the order of the message. */
  readonly problems: readonly Problem[];

  /** @param what what the problems are in, e.g. `the settings of Pulumi.dev.yaml` */
  constructor(what: string, problems: readonly Problem[]) {
    const lines = formatProblems(problems).replaceAll(/^/gm, "  ");
    super(`${countProblems(problems)} in ${what}\n${lines}`);
    this.problems = problems;
  }
}
