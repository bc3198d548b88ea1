import { RunError } from "@pulumi/pulumi";
import type { Settings } from "../config/settings.ts";
import { ContentError } from "../queries/content-problem.ts";
import { type Content, checkedContent } from "./content.ts";
import type { System } from "./system.ts";

/**
 * What of the systems the stack that Pulumi is running gets.
 *
 * @throws RunError, which Pulumi shows without a stack trace, with everything that is wrong; its cause is the ContentError
 */
export function loadContent(systems: readonly System[], settings: Settings): Content {
  return stopOnContentError(() => checkedContent(systems, settings));
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
