import { expect, it } from "vitest";
import { parse } from "yaml";
import { z } from "zod";
import type { AlertLabel, SentAlert } from "../../config/routing/sent-alert.ts";
import { toldRows } from "../../preview/who-is-told.ts";
import { settingsWith } from "../components/settings.ts";
import { previewed } from "../previewed.ts";

const secret = { secret: "someUrl" };
const { alertmanager } = settingsWith({
  alertmanager: {
    receivers: {
      oncall: { pagerduty: { routingKey: secret }, slack: { channel: "#a", webhookUrl: secret } },
      ml: { slack: { channel: "#ml", webhookUrl: secret } },
      nobody: {},
    },
    route: {
      receiver: "oncall",
      routes: [
        { matchers: ['severity="info"'], receiver: "nobody" },
        { matchers: ['namespace="ml"', 'severity="warning"'], receiver: "ml" },
      ],
    },
  },
});

function alert(alertname: string, severity: string, namespace?: AlertLabel): SentAlert {
  const labels = new Map<string, AlertLabel>([["severity", { presence: "always", values: [severity] }]]);
  return { alertname, labels: namespace === undefined ? labels : labels.set("namespace", namespace), others: "none" };
}

it("names each alert's receivers with their ways of telling, and the conditions that are open", () => {
  const alerts = [
    alert("Down", "critical"),
    alert("Idle", "info"),
    alert("Slow", "warning", { presence: "always" }),
    alert("Full", "warning", { presence: "always", values: ["ml"] }),
  ];
  expect(toldRows({ alertmanager }, alerts)).toEqual([
    { alert: "Down", severity: "critical", receivers: ["oncall (pagerduty, slack)"] },
    { alert: "Idle", severity: "info", receivers: ["nobody (nobody)"] },
    {
      alert: "Slow",
      severity: "warning",
      receivers: ['ml (slack) where namespace="ml"', "oncall (pagerduty, slack) otherwise"],
    },
    { alert: "Full", severity: "warning", receivers: ["ml (slack)"] },
  ]);
});

const RuleFile = z.object({
  groups: z.array(
    z.object({ rules: z.array(z.object({ alert: z.string().optional(), title: z.string().optional() })) }),
  ),
});

it.each(["local", "prod"])("names every alert that %s deploys, those of its scrape jobs included", async (stack) => {
  const { files, summary } = await previewed(stack);
  const deployed = [...files]
    .filter(([path]) => path.startsWith("prometheus/rules/") || path === "grafana/alert-rules.yaml")
    .flatMap(([, text]) => RuleFile.parse(parse(text)).groups.flatMap(({ rules }) => rules))
    .flatMap(({ alert, title }) => alert ?? title ?? []);
  expect(new Set(summary.told.map(({ alert: told }) => told))).toEqual(new Set(deployed));
});
