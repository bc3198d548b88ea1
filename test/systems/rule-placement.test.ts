import { describe, expect, it } from "vitest";
import { recordingGroups } from "../../mixins/groups.ts";
import { checkPromQL } from "../../queries/promql/check.ts";
import { systems } from "../../systems/all.ts";
import { rulePlacement } from "../../systems/rule-placement.ts";
import { knownSeries } from "../../systems/series.ts";
import { alerts, mixins, scraped } from "../observed.ts";

const series = knownSeries(systems);
const placement = rulePlacement(series);
const stay = alerts.filter((rule) => placement(rule) === "prometheus");

describe("where Prometheus is divided into shards", () => {
  it("an alert that stays says which target it is about: two shards never tell of one thing", () => {
    expect(stay.length).toBeGreaterThan(0);
    for (const { alert, expr } of stay) expect(checkPromQL(expr.trim(), series).labels, alert).toContain("instance");
  });

  it("what tells of a broken way to the ruler does not take that way", () => {
    const names = stay.map(({ alert }) => alert);
    const ofTheWay = ["PrometheusRuleFailures", "PrometheusNoAlertmanagers", "PrometheusConfigReloadFailed"];
    expect(names).toEqual(expect.arrayContaining(ofTheWay));
  });

  it("what counts targets, misses them or adds them up goes to the ruler, and the heartbeat with it", () => {
    const names = stay.map(({ alert }) => alert);
    for (const each of ["Watchdog", "AiobsTargetDown", "AiobsTargetsVanished", "ButterflyClusterBelowQuorum"]) {
      expect(alerts.map(({ alert }) => alert)).toContain(each);
      expect(names).not.toContain(each);
    }
  });

  it("every series that is recorded is made by the ruler", () => {
    const rules = mixins.flatMap((mixin) => recordingGroups(mixin, scraped).flatMap((group) => group.rules));
    expect(new Set(rules.map(placement))).toEqual(new Set(["ruler"]));
  });
});
