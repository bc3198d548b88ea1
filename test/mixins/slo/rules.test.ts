import { describe, expect, it } from "vitest";
import { checkSlo } from "../../../mixins/check/slo.ts";
import { sloAlerts, sloInhibition } from "../../../mixins/slo/alerts.ts";
import { sloRecordings } from "../../../mixins/slo/recordings.ts";
import type { Slo } from "../../../mixins/slo/slo.ts";
import { numberOf } from "../../../queries/promql/number-literal.ts";

const slo: Slo = {
  name: "demo-availability",
  title: "Demo availability",
  promise: "Of 1000 requests, 999 succeed.",
  objective: 0.999,
  window: "30d",
  sli: { kind: "events", total: "demo_requests_total", bad: 'demo_requests_total{status="error"}' },
  events: "requests",
  leastBad: 5,
  fastBurn: "critical",
  team: "demo",
  dashboard: "demo-overview",
};
const rules = sloRecordings("demo", slo).flatMap((group) => group.rules);
const [fast, slow] = sloAlerts("demo", slo).rules;

describe("the rules of an objective", () => {
  it("record the error ratio over each window that alerts read, and over the objective's own", () => {
    const recorded = rules.map(({ record }) => record);
    for (const alert of [fast, slow]) {
      for (const [read = ""] of alert?.expr.matchAll(/slo:\w+:\w+/g) ?? []) expect(recorded).toContain(read);
    }
    expect(recorded).toContain("slo:error_ratio:rate30d");
  });

  it("read no raw samples of more than an hour", () => {
    for (const { expr } of rules) {
      for (const [, window = ""] of expr.matchAll(/demo_requests_total(?:\{[^}]*\})?\[(\w+)\]/g)) {
        expect(numberOf(window)).toBeLessThanOrEqual(3600);
      }
    }
  });

  it("all bear the objective's name", () => {
    for (const { labels } of rules) expect(labels).toEqual({ slo: "demo-availability" });
  });

  it("page for a fast burn and open a ticket for a slow one, and tell of a fast one once", () => {
    expect([fast?.alert, fast?.severity]).toEqual(["DemoAvailabilityFastBurn", "critical"]);
    expect([slow?.alert, slow?.severity]).toEqual(["DemoAvailabilitySlowBurn", "warning"]);
    expect(sloInhibition(slo)).toMatchObject({ source: fast?.alert, targets: [slow?.alert] });
  });

  it("say how long a fault in full takes: 52 s of an hour at 99.9%, ten times that at 99%, and the way to the page", () => {
    expect(fast?.detectWithin).toBe("3m");
    expect(sloAlerts("demo", { ...slo, objective: 0.99 }).rules[0]?.detectWithin).toBe("11m");
  });
});

describe("checkSlo", () => {
  const messages = (changes: Partial<Slo>) =>
    checkSlo("mixins/demo/slos.ts", "demo", { ...slo, ...changes }).map(({ message }) => message);

  it("accepts a sound one", () => {
    expect(messages({})).toEqual([]);
  });

  it.each([
    ["another system's name", { name: "other-availability" }, /begin with its system/],
    ["a name that makes no alert's name", { name: "demoAvailability" }, /lower case/],
    ["a promise that is no sentence", { promise: "99.9%" }, /sentence/],
    ["an objective in percent", { objective: 99.9 }, /below 1/],
    [
      "one whose fastest burn is more than everything",
      { objective: 0.9 },
      /1\.44 of all events, which is never reached/,
    ],
    ["no floor", { leastBad: 0 }, /at least 1/],
  ] as const)("refuses %s", (_, changes, expected) => {
    expect(messages(changes).join()).toMatch(expected);
  });
});
