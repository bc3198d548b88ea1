import { describe, expect, test } from "vitest";
import { type Measured, missed, page } from "../../bench/queries/report.ts";

const query = { seconds: 0.5, samples: 30, series: 1 };
const dashboard = {
  uid: "d",
  queries: [
    { part: "light", ...query },
    { part: "heavy", ...query, samples: 5000 },
  ],
  seconds: 1,
  processorSeconds: 1.5,
};
const pair = { what: "w", specified: "a", recorded: "b", specifiedSeconds: 1, recordedSeconds: 0.1 };
const group = { group: "g", rules: [{ rule: "r", ...query }], interval: 15, seconds: 1.5, processorSeconds: 2 };
const kept: Measured = { series: 1000, machine: "a machine", dashboards: [dashboard], pairs: [pair], groups: [group] };

describe("the report of what queries cost", () => {
  test("finds nothing where every bound is just kept", () => {
    expect(missed({ ...kept, dashboards: [{ ...dashboard, seconds: 2 }] })).toEqual([]);
    expect(page(kept)).toContain("Every bound is kept.");
  });

  test("says where a run was too small to show that they are kept", () => {
    expect(page(kept)).toContain("a million active series, which this run did not have");
    expect(page({ ...kept, series: 1_000_000 })).not.toContain("which this run did not have");
  });

  test("does not blame a dashboard for those who share its machine", () => {
    expect(missed({ ...kept, dashboards: [{ ...dashboard, seconds: 20, processorSeconds: 1.9 }] })).toEqual([]);
  });

  test("names the query that reads most, whichever waited longest", () => {
    const queries = dashboard.queries.map((each) => (each.part === "light" ? { ...each, seconds: 9 } : each));
    expect(page({ ...kept, dashboards: [{ ...dashboard, queries }] })).toMatch(/heavy\W+5,000/);
  });

  test.each<readonly [string, Partial<Measured>, string]>([
    ["a dashboard", { dashboards: [{ ...dashboard, seconds: 3, processorSeconds: 2.1 }] }, "d: 2.1 s, of 2 s"],
    [
      "a query",
      { dashboards: [{ ...dashboard, queries: [{ part: "p", ...query, error: "too many samples" }] }] },
      "d: p: too many samples",
    ],
    ["a recorded series", { pairs: [{ ...pair, recordedSeconds: 0.11 }] }, "w: 9.09 times faster, not 10"],
    ["a recorded series that is not there", { pairs: [{ ...pair, error: "nothing" }] }, "w: nothing"],
    ["a group", { groups: [{ ...group, seconds: 1.6 }] }, "g: 1.6 s every 15 s, over a tenth"],
    ["a rule", { groups: [{ ...group, rules: [{ rule: "r", ...query, error: "refused" }] }] }, "g: r: refused"],
  ])("finds %s that misses its bound", (_what, changed, words) => {
    expect(missed({ ...kept, ...changed })).toEqual([words]);
    expect(page({ ...kept, ...changed })).toContain(`- ${words}`);
  });
});
