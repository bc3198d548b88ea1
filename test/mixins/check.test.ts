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
  detectWithin: "1m",
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
  return checkMixins(mixins, indexSeries([catalogue], recordings), new Set(["demo", "demo-canary"]));
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

  it("refuses an alert that fires only with another one of its severity, unless one silences the other", () => {
    const farther = { ...alert, alert: "DemoQueueFuller", expr: "max by (cluster) (demo_queue)>50" };
    const both = (changes: Partial<AlertingRule>, more: Partial<Mixin> = {}) =>
      problems(mixin({ alerts: [{ name: "demo.alerts", rules: [alert, { ...farther, ...changes }] }], ...more }));
    expect(both({})).toMatchObject([
      { where: { part: "alert DemoQueueFuller" }, message: "fires only when DemoQueueFull does, which is as urgent" },
    ]);
    expect(both({ expr: alert.expr })).toHaveLength(1);
    expect(both({ severity: "info" })).toEqual([]);
    expect(both({ expr: "max by (cluster) (demo_queue) < 1" })).toEqual([]);
    const silence = { source: "DemoQueueFuller", targets: ["DemoQueueFull"], equal: ["cluster"] };
    expect(both({}, { inhibitions: [silence] })).toEqual([]);
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
    ["a name with a space", { alert: "Demo Queue" }, /CamelCase/],
    ["a duration that is none", { for: "5 minutes" }, /for: is not a duration/],
    ["an empty duration", { keepFiringFor: "" }, /keepFiringFor: is not a duration/],
    ["a bound that is no duration", { detectWithin: "soon" }, /detectWithin: is not a duration/],
    ["a page that comes late without a reason", { severity: "critical", detectWithin: "61s" }, /due within a minute/],
    ["a reason where there is nothing to excuse", { slowBecause: "It may." }, /slowBecause: is for a critical alert/],
    ["a summary without a full stop", { summary: "Queue full" }, /full stop/],
    ["an empty description", { description: " " }, /description: is empty/],
    ["a bare counter", { expr: "demo_requests_total > 5" }, /counter/],
    [
      "a link to the dashboard by a label that is not there",
      { dashboardVariables: { node: "instance" } },
      /"instance"/,
    ],
    ["a scrape job that there is not", { expr: 'max by (cluster) (up{job="dem"}) == 0' }, /no scrape job "dem"/],
    ["one that is left out in vain", { expr: 'max by (cluster) (up{job!="dem"}) == 0' }, /no scrape job "dem"/],
    ["a pattern of scrape jobs that matches none", { expr: 'max by (cluster) (up{job=~"dem-.+"}) == 0' }, /"dem-/],
    ["no condition", { expr: "max by (cluster) (demo_queue)" }, /condition/],
    ["0 or 1 in place of a condition", { expr: "max by (cluster) (demo_queue) > bool 5" }, /condition/],
    [
      "a condition on one side of an or",
      { expr: "max by (cluster) (demo_queue > 5) or max by (cluster) (up)" },
      /condition/,
    ],
  ] as const)("refuses %s", (_, changes, expected) => {
    expect(
      problems(withAlert(changes))
        .map(({ message }) => message)
        .join(),
    ).toMatch(expected);
  });

  it.each([
    ["a misspelt severity", { ...alert, severity: "critcal" }, /severity/],
    ["none", Object.fromEntries(Object.entries(alert).filter(([key]) => key !== "severity")), /severity/],
    ["a field that there is not", { ...alert, keep_firing_for: "5m" }, /keep_firing_for/],
  ])("refuses %s of a rule that came without types", (_, rule, expected) => {
    // As JavaScript would hand it over: nothing checks types when the program runs.
    const untyped: AlertingRule = JSON.parse(JSON.stringify(rule));
    const found = problems(mixin({ alerts: [{ name: "demo.alerts", rules: [untyped] }] }));
    expect(found.map(({ message }) => message).join()).toMatch(expected);
  });

  it.each([
    "absent(demo_queue)",
    "max by (cluster) (demo_queue) unless max by (cluster) (up == 1)",
    "max by (cluster) (max_over_time((demo_queue > 5)[5m:]))",
    "max by (cluster) (demo_queue) - 3 and max by (cluster) (up) == 1",
    "max by (cluster) (-(demo_queue < 5))",
    'max by (cluster) (up{job=~"demo|other", job!~"demo-.+"}) == 0',
    "vector(1)",
  ])("accepts the condition in %s", (expr) => {
    expect(problems(withAlert({ expr, summary: "It is so.", description: "Yes." }))).toEqual([]);
  });

  it("checks the alerts that depend on what is scraped, with every job there is", () => {
    const alertsOn: Mixin["alertsOn"] = ({ jobs }) => [
      { name: "demo.jobs", rules: [{ ...alert, alert: "DemoJobs", expr: `demo_queu > ${jobs.length}` }] },
    ];
    expect(problems(mixin({ alertsOn }))).toMatchObject([{ where: { part: "alert DemoJobs, expr" } }]);
  });

  it("refuses a group whose name has a space", () => {
    expect(problems(mixin({ alerts: [{ name: "demo alerts", rules: [alert] }] }))).toMatchObject([
      { where: { part: "group demo alerts" } },
    ]);
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
    expect(problems(mixin({ inhibitions }))).toMatchObject([{ message: "DemoGone is no alert" }]);
  });

  it("refuses an inhibition by a label that an alert lacks, which would match anything", () => {
    const other = { ...alert, alert: "DemoOther" };
    const alerts = [{ name: "demo.alerts", rules: [alert, other] }];
    const inhibitions = [{ source: "DemoQueueFull", targets: ["DemoOther"], equal: ["cluster", "instance"] }];
    expect(problems(mixin({ alerts, inhibitions })).map(({ message }) => message)).toEqual([
      'DemoQueueFull has no label "instance"',
      'DemoOther has no label "instance"',
    ]);
  });

  it("refuses an inhibition that leaves out what tells the objects apart, unless it says so", () => {
    const expr = "max by (cluster, instance) (demo_queue) > 5";
    const alerts = [
      {
        name: "demo.alerts",
        rules: [
          { ...alert, expr },
          { ...alert, alert: "DemoOther", expr },
        ],
      },
    ];
    const inhibition = { source: "DemoQueueFull", targets: ["DemoOther"], equal: ["cluster"] };
    expect(problems(mixin({ alerts, inhibitions: [inhibition] }))).toMatchObject([
      { message: "DemoQueueFull on one instance silences DemoOther on every other" },
    ]);
    expect(problems(mixin({ alerts, inhibitions: [{ ...inhibition, across: ["instance"] }] }))).toEqual([]);
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
