import { describe, expect, test } from "vitest";
import { checkDashboards } from "../../dashboards/check.ts";
import { readCustomDashboards } from "../../dashboards/custom.ts";
import { dashboards } from "../observed.ts";
import { index, problemsOf } from "./problems-of.ts";
import { listed, soundModel, withPanel } from "./sample-dashboard.ts";

describe("checkDashboards", () => {
  test("has nothing against the dashboards of this repository", () => {
    expect(checkDashboards([...dashboards, ...readCustomDashboards().dashboards], index)).toEqual([]);
  });

  test("has nothing against a sound dashboard", () => {
    expect(problemsOf(soundModel)).toEqual([]);
  });

  test("reports a dashboard that cannot be built, and checks the others", () => {
    const broken = {
      ...listed({ ...soundModel, uid: "broken" }, "dashboards/broken.ts"),
      build: () => {
        throw new Error("The widths do not fit.");
      },
    };
    expect(checkDashboards([broken, listed(withPanel({ title: "" }))], index)).toMatchObject([
      { where: { file: "dashboards/broken.ts" }, message: "The widths do not fit." },
      { where: { file: "dashboards/sample.ts" }, message: "The panel has no title." },
    ]);
  });
});

describe("uids", () => {
  test("two dashboards do not share one", () => {
    const both = [listed(soundModel, "dashboards/a.ts"), listed(soundModel, "dashboards/custom/Butterfly/b.json")];
    expect(checkDashboards(both, index)).toMatchObject([
      {
        where: { file: "dashboards/custom/Butterfly/b.json" },
        message: 'The uid "sample" is also that of dashboards/a.ts.',
        hint: expect.any(String),
      },
    ]);
  });

  test("have 40 characters at most", () => {
    expect(problemsOf({ ...soundModel, uid: "x".repeat(40) })).toEqual([]);
    expect(problemsOf({ ...soundModel, uid: "x".repeat(41) })).toMatchObject([
      { message: expect.stringContaining("has 41 characters") },
    ]);
  });

  test("consist of letters, digits, hyphens and underscores", () => {
    expect(problemsOf({ ...soundModel, uid: "a b" })).toMatchObject([
      { message: 'The uid "a b" has characters that Grafana refuses.' },
    ]);
  });

  test("and titles are the same in the list and in the dashboard", () => {
    const other = { ...listed(soundModel), uid: "other", title: "Other" };
    expect(checkDashboards([other], index).map(({ message }) => message)).toEqual([
      'The dashboard has the uid "sample" and is listed as "other".',
      'The dashboard has the title "Sample" and is listed as "Other".',
    ]);
  });
});
