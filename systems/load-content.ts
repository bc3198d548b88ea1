import { getStack, log, runtime } from "@pulumi/pulumi";
import { routingProblems } from "../config/routing/routing-problems.ts";
import type { Settings } from "../config/settings.ts";
import { formatProblem } from "../problems/format.ts";
import { ProblemsError } from "../problems/problems-error.ts";
import { alertChanges } from "./alert-changes.ts";
import { budgetProblems } from "./budget.ts";
import { type Content, checkedContent } from "./content.ts";
import { scrapeProblems } from "./scrape-problems.ts";
import { sentAlerts } from "./sent-alerts.ts";
import type { System } from "./system.ts";

/**
 * What of the systems the stack that Pulumi is running gets. The engine shows warnings beside the stack; the offline preview
 * has its own report of them.
 *
 * @throws {ProblemsError} with everything that is wrong in the content; then, where the settings' routes wait for alerts that
 *   there are not, or the stack is over its budget of series
 */
export function loadContent(systems: readonly System[], settings: Settings): Content {
  const content = checkedContent(systems, settings);
  const changes = alertChanges(systems, settings);
  // The settings' own checks know no alerts, and the alerts no settings: here they meet.
  const problems = [
    ...changes.problems,
    // A route may wait for an alert that is not to be had so.
    ...(changes.problems.length > 0 ? [] : routingProblems(settings.alertmanager, sentAlerts(systems, settings))),
    ...scrapeProblems(content.scraped, content.estimate),
    ...budgetProblems(settings, content.estimate),
  ];
  if (problems.length > 0) throw new ProblemsError(`the settings of Pulumi.${getStack()}.yaml`, problems);
  if (runtime.hasEngine()) for (const warning of content.warnings) void log.warn(formatProblem(warning));
  const { applied } = changes;
  return { ...content, mixins: content.mixins.map(applied), shown: content.shown.map(applied) };
}
