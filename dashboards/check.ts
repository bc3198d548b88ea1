/**
 * Checks dashboards, those written in code and those exported from Grafana alike: each query against what there is
 * to ask for, and what Grafana would accept and people would stumble over.
 */

import { errorAt, type Problem } from "../problems/problem.ts";
import type { Known } from "../queries/check.ts";
import { descriptionProblems } from "./check/descriptions.ts";
import { gridProblems } from "./check/grid.ts";
import { lookProblems } from "./check/look.ts";
import { panelProblems } from "./check/panels.ts";
import { queryProblems } from "./check/queries.ts";
import type { Subject } from "./check/subject.ts";
import { panelUnitProblems } from "./check/units.ts";
import { sharedVariableProblems, variableProblems } from "./check/variables.ts";
import type { Dashboard } from "./dashboard.ts";

/** Grafana's own limit: https://grafana.com/docs/grafana/latest/developers/http_api/dashboard/ */
const maxUidLength = 40;

/**
 * Everything that is wrong with the dashboards, in their order; nothing where all is well.
 *
 * @param known what queries may ask for.
 */
export function checkDashboards(dashboards: readonly Dashboard[], known: Known): Problem[] {
  const problems = dashboards.flatMap(({ uid, source: file }) => uidProblems(uid, file));
  const subjects: Subject[] = [];
  for (const { source: file, origin, build } of dashboards) {
    try {
      subjects.push({ file, origin, model: build(), known });
    } catch (error) {
      problems.push(errorAt({ file }, error instanceof Error ? error.message : String(error)));
    }
  }
  return [
    ...problems,
    ...doubles(
      dashboards,
      ({ uid }) => uid,
      ({ uid }) => `the uid "${uid}"`,
      "one would overwrite the other: give each its own",
    ),
    ...doubles(
      dashboards,
      ({ folder, title }) => `${folder}/${title}`,
      ({ folder, title }) => `the title "${title}" in the folder ${folder}`,
      "Grafana refuses all files of a folder in which two have one title: rename one",
    ),
    ...subjects.flatMap(modelProblems),
    ...sharedVariableProblems(subjects),
  ];
}

/** Everything that is wrong with what one dashboard shows. */
export function modelProblems(subject: Subject): Problem[] {
  return [
    ...gridProblems(subject),
    ...panelProblems(subject),
    ...panelUnitProblems(subject),
    ...lookProblems(subject),
    ...descriptionProblems(subject),
    ...variableProblems(subject),
    ...queryProblems(subject),
  ];
}

function uidProblems(uid: string, file: string): Problem[] {
  return [
    ...(/^[A-Za-z0-9_-]+$/.test(uid)
      ? []
      : [
          errorAt({ file }, `The uid "${uid}" has characters that Grafana refuses.`, {
            hint: "use letters, digits, - and _",
          }),
        ]),
    ...(uid.length <= maxUidLength
      ? []
      : [errorAt({ file }, `The uid "${uid}" has ${uid.length} characters; Grafana takes ${maxUidLength}.`)]),
  ];
}

/** Dashboards that have what only one may have. */
function doubles(
  dashboards: readonly Dashboard[],
  keyOf: (dashboard: Dashboard) => string,
  nameOf: (dashboard: Dashboard) => string,
  hint: string,
): Problem[] {
  const owners = new Map<string, string>();
  return dashboards.flatMap((dashboard) => {
    const { source: file } = dashboard;
    const owner = owners.get(keyOf(dashboard));
    owners.set(keyOf(dashboard), owner ?? file);
    return owner === undefined ? [] : [errorAt({ file }, `${owner} has ${nameOf(dashboard)} as well.`, { hint })];
  });
}
