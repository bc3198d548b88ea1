import type { Band } from "../../kit/layout.ts";
import { timeseries } from "../../kit/panels/timeseries.ts";
import { lowIsBad } from "../../kit/thresholds.ts";
import { ofObjective } from "./variables.ts";

const legend = "{{slo}} {{cluster}}";

/** How it came to this. */
export function courseBands(): Band[] {
  return [
    { title: "Over time", height: 9, panels: [budgetLeft(), badShare()] },
    { height: 9, panels: [events(), badEvents()] },
  ];
}

const budgetLeft = () =>
  timeseries({
    id: 7,
    title: "Error budget left",
    description:
      "What is left of each error budget: 100% untouched, 0 used up; what is overdrawn by more than as much again stays at −100%: *Error budgets* has the number.\n\n**Good:** level or rising. **Otherwise:** a step down is one incident, a slope is a fault that goes on: *Share of bad events* shows when it began.",
    unit: "percentunit",
    series: "lines",
    min: -1,
    max: 1,
    thresholds: lowIsBad({ yellow: 0, green: 0.5 }),
    queries: [{ expr: `clamp_min(slo:error_budget_remaining:ratio{${ofObjective}}, -1)`, legend }],
  });

const badShare = () =>
  timeseries({
    id: 8,
    title: "Share of bad events",
    description:
      "Bad events of all events over an hour, of each objective.\n\n**Good:** under what is promised, most of the time nothing. **Otherwise:** the dashboard of the system shows which requests.",
    unit: "percentunit",
    series: "lines",
    queries: [{ expr: `slo:error_ratio:rate1h{${ofObjective}}`, legend }],
  });

const events = () =>
  timeseries({
    id: 9,
    title: "Events",
    description:
      "What each objective is held against: requests per second; of objectives that hold while there is demand, 1 while there is.\n\n**Good:** the usual of this hour. **Otherwise:** a line that ends: nobody asks any more, or what counts is not scraped. Few events make every bad one weigh.",
    unit: "short",
    series: "lines",
    queries: [{ expr: `slo:events:rate5m{${ofObjective}}`, legend }],
  });

const badEvents = () =>
  timeseries({
    id: 10,
    title: "Bad events",
    description:
      "Events per second that broke the promise.\n\n**Good:** flat on zero. **Otherwise:** as many people were let down.",
    unit: "short",
    series: "lines",
    queries: [{ expr: `slo:bad_events:rate5m{${ofObjective}}`, legend }],
  });
