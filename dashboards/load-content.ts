import { RunError } from "@pulumi/pulumi";
import { ContentError } from "../queries/content-problem.ts";
import { type Content, checkedContent } from "./content.ts";

/**
 * The rules and dashboards of the stack that Pulumi is running.
 *
 * @param absent the systems that the stack does not observe
 * @throws RunError, which Pulumi shows without a stack trace, with everything that is wrong; its cause is the ContentError
 */
export function loadContent(absent: ReadonlySet<string>): Content {
  return stopOnContentError(() => checkedContent(absent));
}

/** What `check` gives; its ContentError becomes a RunError. */
export function stopOnContentError<Checked>(check: () => Checked): Checked {
  try {
    return check();
  } catch (error) {
    if (!(error instanceof ContentError)) throw error;
    const stop = new RunError(error.message);
    stop.cause = error;
    throw stop;
  }
}
