/**
 * Checks dashboards, those written in code and those exported from Grafana alike: each query against the series that
 * exist, and what Grafana would accept and people would stumble over.
 */

import { errorAt, type Problem } from "../problems/problem.ts";
import type { SeriesIndex } from "../queries/promql/check.ts";
import { gridProblems } from "./check/grid.ts";
import { panelProblems } from "./check/panels.ts";
import { queryProblems } from "./check/queries.ts";
import { variableProblems } from "./check/variables.ts";
import type { Dashboard } from "./dashboard.ts";
import type { DashboardModel } from "./model.ts";

/** Grafana's own limit: https://grafana.com/docs/grafana/latest/developers/http_api/dashboard/ */
const maxUidLength = 40;

/**
 * Everything that is wrong with the dashboards, in their order; nothing where all is well.
 *
 * @param index the series that queries may ask for, of `indexSeries`.
 */
export function checkDashboards(dashboards: readonly Dashboard[], index: SeriesIndex): Problem[] {
  return [...uidProblems(dashboards), ...dashboards.flatMap((dashboard) => dashboardProblems(dashboard, index))];
}

function dashboardProblems(dashboard: Dashboard, index: SeriesIndex): Problem[] {
  const file = dashboard.source;
  let model: DashboardModel;
  try {
    model = dashboard.build();
  } catch (error) {
    return [errorAt({ file }, error instanceof Error ? error.message : String(error))];
  }
  return [
    ...identityProblems(dashboard, model),
    ...gridProblems(file, model),
    ...panelProblems(file, model),
    ...variableProblems(file, model),
    ...queryProblems(file, model, index),
  ];
}

/** What the list says of a dashboard and what the dashboard says of itself are used side by side, so they agree. */
function identityProblems({ source: file, uid, title }: Dashboard, model: DashboardModel): Problem[] {
  const problems: Problem[] = [];
  if (model.uid !== uid) {
    problems.push(errorAt({ file }, `The dashboard has the uid "${model.uid}" and is listed as "${uid}".`));
  }
  if (model.title !== title) {
    problems.push(errorAt({ file }, `The dashboard has the title "${model.title}" and is listed as "${title}".`));
  }
  return problems;
}

function uidProblems(dashboards: readonly Dashboard[]): Problem[] {
  const problems: Problem[] = [];
  const owners = new Map<string, string>();
  for (const { uid, source: file } of dashboards) {
    if (!/^[A-Za-z0-9_-]+$/.test(uid)) {
      problems.push(
        errorAt({ file }, `The uid "${uid}" has characters that Grafana refuses.`, {
          hint: "use letters, digits, - and _",
        }),
      );
    }
    if (uid.length > maxUidLength) {
      problems.push(errorAt({ file }, `The uid "${uid}" has ${uid.length} characters; Grafana takes ${maxUidLength}.`));
    }
    const owner = owners.get(uid);
    if (owner === undefined) owners.set(uid, file);
    else {
      problems.push(
        errorAt({ file }, `The uid "${uid}" is also that of ${owner}.`, {
          hint: "one would overwrite the other: give each its own",
        }),
      );
    }
  }
  return problems;
}
