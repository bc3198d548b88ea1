/** Everything that is watched and shown, checked, and the dashboards ready to be delivered. */
import { mixins } from "../mixins/all.ts";
import { checkMixins } from "../mixins/check.ts";
import type { Mixin } from "../mixins/mixin.ts";
import { knownSeries } from "../mixins/series.ts";
import { ContentError, type ContentProblem } from "../queries/content-problem.ts";
import { dashboards as coded } from "./all.ts";
import { checkDashboards } from "./check.ts";
import { readCustomDashboards } from "./custom.ts";
import type { Dashboard } from "./dashboard.ts";
import { toJson } from "./to-json.ts";

/** A dashboard as Grafana takes it, and the folder it goes to. */
export interface RenderedDashboard {
  readonly folder: string;
  readonly uid: string;
  readonly json: string;
}

/** What the program deploys beside servers. */
export interface Content {
  readonly mixins: readonly Mixin[];
  readonly dashboards: readonly RenderedDashboard[];
}

/**
 * Checks all rules and dashboards: their queries against the catalogues, and each against the others.
 *
 * @param absent the systems that this stack does not observe. Theirs are checked and not deployed: an alert on what is
 *   missing would fire for ever.
 * @throws {ContentError} with everything that is wrong. A program that deployed the rest would deploy alerts that never
 *   fire.
 */
export function checkedContent(absent: ReadonlySet<string>): Content {
  const series = knownSeries();
  const custom = readCustomDashboards();
  const dashboards = [...coded, ...custom.dashboards];
  const problems = [
    ...checkMixins(mixins, series),
    ...checkAlertLinks(mixins, dashboards),
    ...custom.problems,
    ...checkDashboards(dashboards, series),
  ];
  if (problems.length > 0) throw new ContentError(problems);
  const observed = ({ system }: { readonly system: string }) => !absent.has(system);
  return {
    mixins: mixins.filter(observed),
    dashboards: dashboards.filter(observed).map(({ folder, uid, build }) => ({ folder, uid, json: toJson(build()) })),
  };
}

/** Alerts that send people to a dashboard that is not there. */
export function checkAlertLinks(
  of: readonly Mixin[],
  dashboards: readonly Pick<Dashboard, "uid">[],
): readonly ContentProblem[] {
  const uids = new Set(dashboards.map(({ uid }) => uid));
  return of.flatMap(({ system, alerts }) =>
    alerts
      .flatMap(({ rules }) => rules)
      .filter(({ dashboard }) => !uids.has(dashboard))
      .map(({ alert, dashboard }) => ({
        file: `mixins/${system}/alerts.ts`,
        part: `alert ${alert}, dashboard`,
        message: `there is no dashboard with the uid "${dashboard}"`,
        hint: `there are: ${[...uids].sort().join(", ")}`,
      })),
  );
}
