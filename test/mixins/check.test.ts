import { describe, expect, it } from "vitest";
import { checkMixins } from "../../mixins/check.ts";
import type { AlertingRule, Mixin } from "../../mixins/mixin.ts";
import type { Catalogue } from "../../queries/catalogue.ts";
import { indexSeries } from "../../queries/promql/check.ts";

const catalogue: Catalogue = {
  system: "demo",
  targetLabels: { cluster: { bound: 1 }, job: { bound: 1 }, instance: { bound: 10 } },
  metrics: [
    { name: "demo_requests_total", type: "counter", help: "Requests.", unit: "count", labels: { code: { bound: 3 } } },
    { name: "demo_queue", type: "gauge", help: "Queue.", unit: "count", labels: {} },
  ],
};

const alert: AlertingRule = {
  alert: "DemoQueueFull",
  expr: "max by (cluster) (demo_queue) > 5",
  severity: "warning",
  team: "demo",
  summary: "The queue of {{ $labels.cluster }} is full.",
  description: "{{ $value }} in the queue.",
  dashboard: "demo",
};

function mixin(changes: Partial<Mixin> = {}): Mixin {
  return {
    system: "demo",
    catalogue,
    recordings: [],
    alerts: [{ name: "demo.alerts", rules: [alert] }],
    inhibitions: [],
    ...changes,
  };
}

const withAlert = (changes: Partial<AlertingRule>) =>
  mixin({ alerts: [{ name: "demo.alerts", rules: [{ ...alert, ...changes }] }] });

function problems(...mixins: readonly Mixin[]) {
  const recordings = mixins.flatMap((one) => one.recordings.flatMap(({ rules }) => rules));
  return checkMixins(mixins, indexSeries([catalogue], recordings));
}

describe("checkMixins", () => {
  it("accepts sound rules", () => {
    expect(problems(mixin())).toEqual([]);
  });

  it("says file, rule, field and position of a misspelt metric, and what was meant", () => {
    const [problem] = problems(withAlert({ expr: "max by (cluster) (demo_queu) > 5" }));
    expect(problem).toMatchObject({
      where: { file: "mixins/demo/alerts.ts", part: "alert DemoQueueFull, expr", line: 1, column: 19 },
      hint: expect.stringContaining("demo_queue"),
    });
  });

  it("refuses a template that names a label the expression does not keep", () => {
    const [problem] = problems(withAlert({ summary: "The queue of {{ $labels.instance }} is full." }));
    expect(problem).toMatchObject({
      where: { part: "alert DemoQueueFull, summary" },
      message: expect.stringContaining("instance"),
    });
  });

  it.each([
    ["a name that is not CamelCase", { alert: "demo_queue_full" }, /CamelCase/],
    ["a name of 41 characters", { alert: `D${"x".repeat(40)}` }, /at most 40/],
    ["a duration that is none", { for: "5 minutes" }, /not a duration/],
    ["an empty duration", { keepFiringFor: "" }, /not a duration/],
    ["a summary without a full stop", { summary: "Queue full" }, /full stop/],
    ["a bare counter", { expr: "demo_requests_total > 5" }, /counter/],
  ] as const)("refuses %s", (_, changes, expected) => {
    expect(
      problems(withAlert(changes))
        .map(({ message }) => message)
        .join(),
    ).toMatch(expected);
  });

  it("checks recording rules and lets others use what they record", () => {
    const recordings = [
      { name: "demo.recordings", rules: [{ record: "cluster:demo_queue:max", expr: "max by (cluster) (demo_queue)" }] },
    ];
    const alerts = [{ name: "demo.alerts", rules: [{ ...alert, expr: "cluster:demo_queue:max > 5" }] }];
    expect(problems(mixin({ recordings, alerts }))).toEqual([]);
    const wrong = [
      { name: "demo.recordings", rules: [{ record: "cluster:demo_queue:rate5m", expr: "rate(demo_queue[5m])" }] },
    ];
    expect(problems(mixin({ recordings: wrong }))).toMatchObject([
      { where: { file: "mixins/demo/recordings.ts", part: "recording cluster:demo_queue:rate5m, expr" } },
    ]);
  });

  it("refuses an inhibition by or of an alert that is not there", () => {
    const inhibitions = [{ source: "DemoQueueFull", targets: ["DemoGone"], equal: ["cluster"] }];
    expect(problems(mixin({ inhibitions }))).toMatchObject([{ message: "DemoGone is not an alert of this mixin" }]);
  });

  it("refuses an inhibition by a label that an alert lacks, which would match anything", () => {
    const other = { ...alert, alert: "DemoOther" };
    const alerts = [{ name: "demo.alerts", rules: [alert, other] }];
    const inhibitions = [{ source: "DemoQueueFull", targets: ["DemoOther"], equal: ["instance"] }];
    expect(problems(mixin({ alerts, inhibitions })).map(({ message }) => message)).toEqual([
      'DemoQueueFull has no label "instance"',
      'DemoOther has no label "instance"',
    ]);
  });

  it("refuses two rules of one name, in one mixin or in two", () => {
    expect(problems(mixin(), { ...mixin(), system: "other" })).toMatchObject([
      {
        where: { file: "mixins/other/alerts.ts", part: "alert DemoQueueFull" },
        message: expect.stringContaining("mixins/demo/alerts.ts"),
      },
    ]);
  });
});
