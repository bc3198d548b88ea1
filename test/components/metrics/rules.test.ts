import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { renderBrought, renderRules } from "../../../components/metrics/rules.ts";
import type { BroughtFile } from "../../../mixins/brought-rules.ts";
import type { Mixin } from "../../../mixins/mixin.ts";

const mixin: Mixin = {
  system: "demo",
  catalogue: { system: "demo", targetLabels: {}, metrics: [] },
  recordings: [
    { name: "demo.recordings", interval: "30s", rules: [{ record: "job:up:sum", expr: "\nsum by (job) (up)\n" }] },
  ],
  alerts: [
    {
      name: "demo.alerts",
      rules: [
        {
          alert: "DemoDown",
          expr: "up == 0",
          for: "5m",
          keepFiringFor: "10m",
          severity: "critical",
          detectWithin: "6m",
          team: "demo",
          summary: "Demo is down.",
          description: "{{ $labels.instance }} does not answer.",
          dashboard: "demo-overview",
          dashboardVariables: { node: "instance" },
        },
      ],
    },
  ],
  alertsOn: ({ cluster, jobs }) => [
    {
      name: "demo.jobs",
      rules: jobs.map((job) => ({
        alert: "DemoGone",
        expr: `absent(up{cluster="${cluster}", job="${job}"})`,
        severity: "warning",
        detectWithin: "1m",
        summary: "Demo is gone.",
        description: "No target.",
        dashboard: "demo-overview",
      })),
    },
  ],
  inhibitions: [],
};

const context = {
  owner: "platform",
  runbookBaseUrl: "https://runbooks.example.com",
  dashboardBaseUrl: "https://grafana.example.com",
};

const [recordings, alerts, onJobs] = parse(renderRules(mixin, context, { cluster: "c1", jobs: ["demo"] })).groups;

describe("renderRules", () => {
  it("writes recording rules with their group's interval", () => {
    expect(recordings).toEqual({
      name: "demo.recordings",
      interval: "30s",
      rules: [{ record: "job:up:sum", expr: "sum by (job) (up)" }],
    });
  });

  it("gives each alert the labels that routes match on", () => {
    expect(alerts.rules[0].labels).toEqual({ severity: "critical", team: "demo", system: "demo" });
  });

  it("writes both durations of an alert under Prometheus' own names", () => {
    expect(alerts.rules[0]).toMatchObject({ for: "5m", keep_firing_for: "10m" });
  });

  it("adds the alerts on the jobs that the stack has", () => {
    expect(onJobs).toMatchObject({ name: "demo.jobs", rules: [{ expr: 'absent(up{cluster="c1", job="demo"})' }] });
  });

  it("links each alert to its runbook, and to the dashboard on the cluster and the node that it is about", () => {
    expect(alerts.rules[0].annotations).toEqual({
      summary: "Demo is down.",
      description: "{{ $labels.instance }} does not answer.",
      runbook_url: "https://runbooks.example.com/DemoDown.md",
      dashboard_url:
        "https://grafana.example.com/d/demo-overview{{ with $labels.cluster }}?var-cluster={{ . | urlquery }}{{ end }}{{ with $labels.instance }}&var-node={{ . | urlquery }}{{ end }}",
    });
  });
});

describe("renderBrought", () => {
  const brought: BroughtFile = {
    file: "custom/rules/shop.yaml",
    name: "shop",
    groups: [
      { name: "recordings", rules: [{ record: "shop:open:sum", expr: "sum(shop_open)" }] },
      {
        name: "mixed",
        rules: [
          { record: "shop:up:sum", expr: "sum(up)" },
          { alert: "ShopDown", expr: "up == 0" },
        ],
      },
    ],
    runbooks: new Set(),
  };
  const names = (has: (rule: { readonly alert?: string }) => boolean) =>
    parse(renderBrought(brought, context, { has })).groups.map(
      ({ rules }: { rules: readonly { alert?: string; record?: string }[] }) =>
        rules.map(({ alert, record }) => alert ?? record),
    );

  it("writes the rules that its evaluator has, and no group without one", () => {
    expect(names(({ alert }) => alert !== undefined)).toEqual([["ShopDown"]]);
    expect(names(({ alert }) => alert === undefined)).toEqual([["shop:open:sum"], ["shop:up:sum"]]);
  });

  it("tells Thanos' ruler what to do without a store, and Prometheus nothing, which refuses the field", () => {
    const strategies = (selection?: Parameters<typeof renderBrought>[2]) =>
      parse(renderBrought(brought, context, selection)).groups.map(
        (group: Readonly<Record<string, unknown>>) => group.partial_response_strategy,
      );
    expect(strategies({ has: () => true, partialResponse: "abort" })).toEqual(["abort", "abort"]);
    expect(strategies()).toEqual([undefined, undefined]);
  });
});
