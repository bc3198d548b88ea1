import type { Band } from "../../kit/layout.ts";
import { timeseries } from "../../kit/panels/timeseries.ts";
import { allocatable, atWork, reserved } from "./queries.ts";

/** What it costs an hour, with and without use. */
export function costBands(): Band[] {
  return [{ title: "Cost an hour", height: 9, panels: [byUse(), perWork()] }];
}

const there = `sum(${allocatable})`;
const held = `sum(${reserved})`;
const worked = `sum(${atWork})`;

const byUse = () =>
  timeseries({
    id: 9,
    title: "Cost by use",
    description:
      "What the GPUs cost an hour at the price above: of those at work, of those that pods hold and leave idle, of those that nobody holds.\n\n**Good:** mostly at work. **Otherwise:** *Reserved and idle* is a matter for the tenants, *Free* for who sizes the pools.",
    unit: "short",
    series: "stacked",
    queries: [
      { expr: `$price * ${worked}`, legend: "At work" },
      { expr: `$price * clamp_min(${held} - ${worked}, 0)`, legend: "Reserved and idle" },
      { expr: `$price * clamp_min(${there} - ${held}, 0)`, legend: "Free" },
    ],
  });

const perWork = () =>
  timeseries({
    id: 10,
    title: "Price of a GPU hour at work",
    description:
      "What an hour of one GPU at full work really costs: all that is paid for, divided by what is at work.\n\n**Good:** under twice the price above. **Otherwise:** buying a faster GPU saves less than filling those that there are.",
    unit: "short",
    series: "lines",
    queries: [{ expr: `$price * ${there} / (${worked} > 0)`, legend: "At work" }],
  });
