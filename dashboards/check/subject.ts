import { errorAt, warningAt } from "../../problems/problem.ts";
import type { Known } from "../../queries/check.ts";
import type { Dashboard } from "../dashboard.ts";
import type { DashboardModel } from "../model.ts";

/** A dashboard that is checked. */
export interface Subject {
  readonly file: string;
  readonly origin: Dashboard["origin"];
  readonly model: DashboardModel;
  /** What queries may ask for. */
  readonly known: Known;
}

/**
 * How a dashboard's matters of style, and metrics that nobody here knows, are taken down: as errors in code of this
 * repository, as warnings in what people brought along. What is certain to be wrong is an error in both.
 */
export function doubtAt({ origin }: Pick<Subject, "origin">): typeof errorAt {
  return origin === "code" ? errorAt : warningAt;
}
