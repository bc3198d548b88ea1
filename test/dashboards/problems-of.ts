import { checkDashboards } from "../../dashboards/check.ts";
import type { DashboardModel } from "../../dashboards/model.ts";
import type { Problem } from "../../problems/problem.ts";
import { indexSeries } from "../../queries/promql/check.ts";
import { knownData } from "../../systems/known.ts";
import { catalogues, mixins } from "../observed.ts";
import { listed } from "./sample-dashboard.ts";

/** The series that there are in this repository. */
export const index = indexSeries(
  catalogues,
  mixins.flatMap(({ recordings }) => recordings.flatMap(({ rules }) => rules)),
);

/** All that there is to ask for in this repository. */
export const known = knownData();

/** Everything wrong with one dashboard of this repository. */
export function problemsOf(model: DashboardModel): Problem[] {
  return checkDashboards([listed(model)], known);
}

/** Everything wrong with one that was brought along. */
export function problemsOfExport(model: DashboardModel): Problem[] {
  return checkDashboards([listed(model, "custom/dashboards/Butterfly/x.json")], known);
}

/** The messages of problems. */
export function messagesOf(problems: readonly Problem[]): string[] {
  return problems.map(({ message }) => message);
}
