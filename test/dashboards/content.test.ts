import { describe, expect, it } from "vitest";
import { checkAlertLinks, checkedContent } from "../../dashboards/content.ts";
import { mixins } from "../../mixins/all.ts";

describe("the content", () => {
  it("is sound, and every dashboard is rendered", () => {
    const { dashboards } = checkedContent(new Set());
    expect(dashboards.length).toBeGreaterThan(0);
    for (const { uid, json } of dashboards) expect(JSON.parse(json)).toMatchObject({ uid });
  });

  it("leaves out the rules and dashboards of a system that is not observed, and no others", () => {
    const all = checkedContent(new Set());
    const some = checkedContent(new Set(["butterfly"]));
    expect(some.mixins.map(({ system }) => system)).toEqual(
      all.mixins.map(({ system }) => system).filter((system) => system !== "butterfly"),
    );
    expect(some.dashboards.map(({ uid }) => uid)).toEqual(
      all.dashboards.map(({ uid }) => uid).filter((uid) => !uid.startsWith("butterfly-")),
    );
  });

  it("refuses an alert that sends people to a dashboard that is not there", () => {
    const problems = checkAlertLinks(mixins, [{ uid: "another" }]);
    const alerts = mixins.flatMap((mixin) => mixin.alerts.flatMap(({ rules }) => rules));
    expect(problems).toHaveLength(alerts.length);
    expect(problems[0]).toMatchObject({ hint: "there are: another" });
  });
});
