import type { Band } from "../../kit/layout.ts";
import { burnRate } from "../../kit/objectives.ts";
import { stat } from "../../kit/panels/stat.ts";
import { highIsBad, lowIsBad } from "../../kit/thresholds.ts";
import { ofObjective } from "./variables.ts";

/** Is any promise broken, or about to be? */
export function objectivesGlance(): Band {
  return { height: 4, panels: [broken(), lowest(), fastest(), judged()] };
}

const remaining = `slo:error_budget_remaining:ratio{${ofObjective}}`;

const broken = () =>
  stat({
    id: 1,
    title: "Promises broken",
    description:
      "Objectives whose error budget of 30 days is used up.\n\n**Good:** 0. **Otherwise:** *Error budgets* says which: repairs go before releases until the budget is back.",
    unit: "locale",
    graph: "none",
    decimals: 0,
    thresholds: highIsBad({ red: 1 }),
    queries: [{ expr: `count(${remaining} < 0) or 0 * count(${remaining})`, legend: "Broken" }],
  });

const lowest = () =>
  stat({
    id: 2,
    title: "Least budget left",
    description:
      "What is left of the error budget where it is least.\n\n**Good:** more than half. **Otherwise:** below 0 that promise is broken; it comes back as the bad days leave the 30 days.",
    unit: "percentunit",
    graph: "sparkline",
    decimals: 0,
    max: 1,
    thresholds: lowIsBad({ yellow: 0, green: 0.5 }),
    queries: [{ expr: `min(${remaining})`, legend: "Least" }],
  });

const fastest = () =>
  stat({
    id: 3,
    title: "Fastest burn",
    description:
      "How many times faster than evenly the budget is used that is used fastest, over the last hour.\n\n**Good:** under 1. **Otherwise:** at 14.4 a fiftieth of the budget is gone within the hour, and the alert of that objective whose name ends in FastBurn fires.",
    unit: "short",
    graph: "sparkline",
    decimals: 1,
    min: 0,
    thresholds: highIsBad({ yellow: 1, red: 14.4 }),
    queries: [{ expr: `max(${burnRate(ofObjective)})`, legend: "Fastest" }],
  });

const judged = () =>
  stat({
    id: 4,
    title: "Objectives with events",
    description:
      "Objectives that something is held against: there were events in the last hour.\n\n**Good:** all rows of *Error budgets*, while people work. **Otherwise:** nobody asks, or what counts the events is not scraped: see *Events*.",
    unit: "locale",
    graph: "none",
    decimals: 0,
    queries: [{ expr: `count(slo:error_ratio:rate1h{${ofObjective}})`, legend: "Objectives" }],
  });
