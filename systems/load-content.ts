import { log, runtime } from "@pulumi/pulumi";
import type { Settings } from "../config/settings.ts";
import { formatProblem } from "../problems/format.ts";
import { type Content, checkedContent } from "./content.ts";
import type { System } from "./system.ts";

/**
 * What of the systems the stack that Pulumi is running gets. The engine shows warnings beside the stack; the offline preview
 * has its own report of them.
 *
 * @throws {ProblemsError} with everything that is wrong
 */
export function loadContent(systems: readonly System[], settings: Settings): Content {
  const content = checkedContent(systems, settings);
  if (runtime.hasEngine()) for (const warning of content.warnings) void log.warn(formatProblem(warning));
  return content;
}
