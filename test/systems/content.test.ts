import { describe, expect, it } from "vitest";
import { allAlertGroups } from "../../mixins/groups.ts";
import { anyStack } from "../../mixins/mixin.ts";
import { systems } from "../../systems/all.ts";
import { checkAlertLinks, checkedContent } from "../../systems/content.ts";
import { butterflyLocal, settingsWith } from "../components/settings.ts";
import { mixins } from "../observed.ts";

const everything = settingsWith({
  butterfly: butterflyLocal,
  gpuNodes: { lab: { labels: { gpu: ["true"] } } },
});

describe("the content", () => {
  it("is sound, and every dashboard is rendered", () => {
    const { dashboards } = checkedContent(systems, everything);
    expect(dashboards.length).toBeGreaterThan(0);
    for (const { uid, json } of dashboards) expect(JSON.parse(json)).toMatchObject({ uid });
  });

  it("leaves out the rules, dashboards and targets of a system that is not observed, and no others", () => {
    const all = checkedContent(systems, everything);
    const some = checkedContent(systems, settingsWith({ gpuNodes: { lab: { labels: { gpu: ["true"] } } } }));
    expect(some.mixins.map(({ system }) => system)).toEqual(
      all.mixins.map(({ system }) => system).filter((system) => system !== "butterfly"),
    );
    expect(some.dashboards.map(({ uid }) => uid)).toEqual(
      all.dashboards.map(({ uid }) => uid).filter((uid) => !uid.startsWith("butterfly-")),
    );
    const jobs = (content: typeof all) => content.scraped.flatMap((each) => each.jobs.map(({ job_name }) => job_name));
    expect(jobs(all)).toContain("butterfly-observers");
    expect(jobs(some)).toEqual(["kube-apiserver", "coredns"]);
  });

  it("observes GPUs only where a stack has some", () => {
    const observed = checkedContent(systems, settingsWith()).mixins.map(({ system }) => system);
    expect(observed).not.toContain("gpu");
  });

  it("refuses an alert that sends people to a dashboard that is not there", () => {
    const problems = checkAlertLinks(mixins, [{ uid: "another" }]);
    const alerts = mixins.flatMap((mixin) => allAlertGroups(mixin, anyStack).flatMap(({ rules }) => rules));
    expect(problems).toHaveLength(alerts.length);
    expect(problems[0]).toMatchObject({ hint: "there are: another" });
  });
});
