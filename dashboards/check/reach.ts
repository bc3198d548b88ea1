/** Thresholds of a panel that its values never come to. */
import type { FilePlace, Problem } from "../../problems/problem.ts";
import type { CheckedQuery } from "../../queries/check.ts";
import { describeRange } from "../../queries/promql/quantity/problems.ts";
import type { DashboardQuery } from "../walk.ts";
import { doubtAt, type Subject } from "./subject.ts";

/** Thresholds above all that a panel's one query can give: mostly a percentage where the values are a ratio. */
export function reachProblems(
  subject: Subject,
  where: FilePlace,
  { panel }: DashboardQuery,
  { quantity }: CheckedQuery,
): Problem[] {
  const { thresholds } = panel?.fieldConfig?.defaults ?? {};
  if (quantity === undefined || panel?.targets?.length !== 1 || thresholds?.mode === "percentage") return [];
  const { from, to } = quantity.range;
  return (thresholds?.steps ?? []).flatMap(({ value }) => {
    if (typeof value !== "number" || value <= to) return [];
    const message = `The panel has a threshold at ${value}, and the query's values lie ${describeRange({ from, to })}.`;
    const ratio = from >= 0 && to <= 1 && value <= 100;
    return [
      doubtAt(subject)(where, message, { hint: ratio ? `write ${value / 100}` : "a threshold that they can come to" }),
    ];
  });
}
