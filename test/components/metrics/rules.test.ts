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

const [recordings, alerts, onJobs] = parse(
  renderRules(
    mixin,
    {
      owner: "platform",
      runbookBaseUrl: "https://runbooks.example.com",
      dashboardBaseUrl: "https://grafana.example.com",
    },
    { cluster: "c1", jobs: ["demo"] },
  ),
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
