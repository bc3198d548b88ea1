/** Everything that is watched and shown, checked, and what of it a stack gets. */
import type { RulePlacement } from "../components/metrics/rule-files.ts";
import type { ScrapedSystem } from "../components/metrics/scraped-system.ts";
import type { RenderedDashboard } from "../components/visualisation/dashboards.ts";
import type { Settings } from "../config/settings.ts";
import { checkDashboards } from "../dashboards/check.ts";
import type { Dashboard } from "../dashboards/dashboard.ts";
import { toJson } from "../dashboards/to-json.ts";
import type { Estimate } from "../mixins/cardinality/estimate.ts";
import { checkMixins } from "../mixins/check.ts";
import { allAlertGroups, grafanaAlertGroups } from "../mixins/groups.ts";
import { anyStack, type Mixin } from "../mixins/mixin.ts";
import { errorAt, hasErrors, type Problem } from "../problems/problem.ts";
import { ProblemsError } from "../problems/problems-error.ts";
import { broughtFiles } from "./brought.ts";
import { estimateStack } from "./estimate.ts";
import { knownData } from "./known.ts";
import { observedBy, shownBy } from "./observed.ts";
import { rulePlacement } from "./rule-placement.ts";
import { knownJobs, knownSeries } from "./series.ts";
import type { System } from "./system.ts";
import { systemsIn } from "./systems-in.ts";

/** What of the systems a stack gets. */
export interface Content {
  /** Those whose rules the stack evaluates. */
  readonly mixins: readonly Mixin[];
  /** The same, and those of what its edges observe. */
  readonly shown: readonly Mixin[];
  /** The names of all alerts that Grafana evaluates, in this stack or in others. */
  readonly grafanaAlerts: readonly string[];
  /** What is scraped beside the servers here. */
  readonly scraped: readonly ScrapedSystem[];
  /** How many series the stack has. */
  readonly estimate: Estimate;
  /** What evaluates each of their rules where Prometheus is divided into shards. */
  readonly placement: RulePlacement;
  readonly dashboards: readonly RenderedDashboard[];
  /** What is unusual in the rules and dashboards, and refuses nothing. */
  readonly warnings: readonly Problem[];
}

/**
 * Checks the rules and dashboards of all systems: their queries against the catalogues, and each against the others.
 *
 * @returns what a stack with these settings gets. What it does not observe is checked all the same.
 * @throws {ProblemsError} with everything that is wrong. A program that deployed the rest would deploy alerts that never
 *   fire.
 */
export function checkedContent(systems: readonly System[], settings: Settings): Content {
  const here = systemsIn(systems, settings);
  const series = knownSeries(here);
  const mixins = systems.map(({ mixin }) => mixin);
  const dashboards = systems.flatMap((system) => system.dashboards);
  const problems = [
    ...checkMixins(mixins, series, knownJobs(here)),
    ...checkAlertLinks(mixins, dashboards),
    ...broughtFiles(here).problems,
    ...checkDashboards(dashboards, knownData(here)),
  ];
  if (hasErrors(problems)) throw new ProblemsError("rules and dashboards", problems);
  const observed = observedBy(systems, settings);
  const shown = shownBy(systems, settings);
  return {
    mixins: observed.map(({ mixin }) => mixin),
    shown: shown.map(({ mixin }) => mixin),
    grafanaAlerts: mixins.flatMap(grafanaAlertGroups).flatMap(({ rules }) => rules.map(({ alert }) => alert)),
    scraped: observed.map(({ scraped }) => scraped),
    estimate: estimateStack(systems, settings),
    placement: rulePlacement(series),
    dashboards: shown
      .flatMap((system) => system.dashboards)
      .map(({ folder, uid, build }) => ({ folder, uid, json: toJson(build()) })),
    warnings: problems,
  };
}

/** Alerts that send people to a dashboard that is not there. */
export function checkAlertLinks(
  of: readonly Mixin[],
  dashboards: readonly Pick<Dashboard, "uid">[],
): readonly Problem[] {
  const uids = new Set(dashboards.map(({ uid }) => uid));
  return of.flatMap((mixin) =>
    allAlertGroups(mixin, anyStack)
      .flatMap(({ rules }) => rules)
      .filter(({ dashboard }) => !uids.has(dashboard))
      .map(({ alert, dashboard }) =>
        errorAt(
          { file: `mixins/${mixin.system}/alerts.ts`, part: `alert ${alert}, dashboard` },
          `there is no dashboard with the uid "${dashboard}"`,
          { hint: `there are: ${[...uids].sort().join(", ")}` },
        ),
      ),
  );
}
