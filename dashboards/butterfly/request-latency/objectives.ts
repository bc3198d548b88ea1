import type { Band } from "../../kit/layout.ts";
import { burnRates, errorBudgets } from "../../kit/objectives.ts";
import { inCluster } from "../selectors.ts";

/** What is promised, and what is left of the error budget. */
export function objectivesBand(): Band {
  const matchers = `${inCluster}, slo=~"butterfly-.+"`;
  return {
    title: "Objectives",
    height: 8,
    widths: [14, 10],
    panels: [errorBudgets({ id: 10, matchers }), burnRates({ id: 11, matchers })],
  };
}
