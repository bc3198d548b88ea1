import { checkDashboards } from "../../dashboards/check.ts";
import type { DashboardModel } from "../../dashboards/model.ts";
import type { Problem } from "../../problems/problem.ts";
import { indexSeries } from "../../queries/promql/check.ts";
import { catalogues, mixins } from "../observed.ts";
import { listed } from "./sample-dashboard.ts";

/** The series that there are in this repository. */
export const index = indexSeries(
  catalogues,
  mixins.flatMap(({ recordings }) => recordings.flatMap(({ rules }) => rules)),
);

/** Everything wrong with one dashboard of this repository. */
export function problemsOf(model: DashboardModel): Problem[] {
  return checkDashboards([listed(model)], index);
}

/** Everything wrong with one that was brought along. */
export function problemsOfExport(model: DashboardModel): Problem[] {
  return checkDashboards([listed(model, "dashboards/custom/Butterfly/x.json")], index);
}

/** The messages of problems. */
export function messagesOf(problems: readonly Problem[]): string[] {
  return problems.map(({ message }) => message);
}
