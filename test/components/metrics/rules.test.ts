import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { renderRules } from "../../../components/metrics/rules.ts";
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
          team: "demo",
          summary: "Demo is down.",
          description: "{{ $labels.instance }} does not answer.",
          dashboard: "demo-overview",
        },
      ],
    },
  ],
  inhibitions: [],
};

const [recordings, alerts] = parse(
  renderRules(mixin, {
    owner: "platform",
    runbookBaseUrl: "https://runbooks.example.com",
    dashboardBaseUrl: "https://grafana.example.com",
  }),
).groups;

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

  it("links each alert to its runbook, and to the dashboard on the cluster it is about", () => {
    expect(alerts.rules[0].annotations).toEqual({
      summary: "Demo is down.",
      description: "{{ $labels.instance }} does not answer.",
      runbook_url: "https://runbooks.example.com/DemoDown.md",
      dashboard_url:
        "https://grafana.example.com/d/demo-overview{{ with $labels.cluster }}?var-cluster={{ . }}{{ end }}",
    });
  });
});
