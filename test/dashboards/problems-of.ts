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

/** Everything wrong with one dashboard. */
export function problemsOf(model: DashboardModel): Problem[] {
  return checkDashboards([listed(model)], index);
}
