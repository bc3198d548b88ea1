import { describe, expect, test } from "vitest";
import { type Measured, missed, page } from "../../bench/queries/report.ts";

const dashboard = {
  uid: "d",
  queries: 3,
  seconds: 1,
  processorSeconds: 1.5,
  slowest: { part: "p", seconds: 1 },
  errors: [],
};
const pair = { what: "w", specified: "a", recorded: "b", specifiedSeconds: 1, recordedSeconds: 0.1 };
const group = { group: "g", rules: 2, interval: 15, seconds: 1.5, processorSeconds: 2, errors: [] };
const kept: Measured = { series: 1000, machine: "a machine", dashboards: [dashboard], pairs: [pair], groups: [group] };

describe("the report of what queries cost", () => {
  test("finds nothing where every bound is just kept", () => {
    expect(missed({ ...kept, dashboards: [{ ...dashboard, seconds: 2 }] })).toEqual([]);
    expect(page(kept)).toContain("Every bound is kept.");
  });

  test("does not blame a dashboard for those who share its machine", () => {
    expect(missed({ ...kept, dashboards: [{ ...dashboard, seconds: 20, processorSeconds: 1.9 }] })).toEqual([]);
  });

  test.each<readonly [string, Partial<Measured>, string]>([
    ["a dashboard", { dashboards: [{ ...dashboard, seconds: 3, processorSeconds: 2.1 }] }, "d: 2.1 s, of 2 s"],
    ["a query", { dashboards: [{ ...dashboard, errors: ["p: too many samples"] }] }, "d: p: too many samples"],
    ["a recorded series", { pairs: [{ ...pair, recordedSeconds: 0.11 }] }, "w: 9.09 times faster, not 10"],
    ["a recorded series that is not there", { pairs: [{ ...pair, error: "nothing" }] }, "w: nothing"],
    ["a group", { groups: [{ ...group, seconds: 1.6 }] }, "g: 1.6 s every 15 s, over a tenth"],
    ["a rule", { groups: [{ ...group, errors: ["r: refused"] }] }, "g: r: refused"],
  ])("finds %s that misses its bound", (_what, changed, words) => {
    expect(missed({ ...kept, ...changed })).toEqual([words]);
    expect(page({ ...kept, ...changed })).toContain(`- ${words}`);
  });
});
