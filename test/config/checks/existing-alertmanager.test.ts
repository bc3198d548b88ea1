import { describe, expect, it } from "vitest";
import { localSettings, problemsOf, prodAlertmanager, prodSettings } from "../problems-of.ts";

const addresses = ["alertmanager-0.alertmanager.ops.svc:9093"];
const problems = (existing: object, others: object = {}, changes: Record<string, unknown> = {}) =>
  problemsOf(localSettings({ alertmanager: { existing: { addresses, ...existing }, ...others }, ...changes }));

describe("an Alertmanager that is there already", () => {
  it("is taken by its addresses alone", () => {
    expect(problems({})).toEqual({});
  });

  it("needs neither replicas nor a heartbeat of its own in a shared stack", () => {
    const { receivers, route } = Object(prodAlertmanager());
    expect(receivers).toBeDefined();
    expect(route).toBeDefined();
    expect(problemsOf(prodSettings({ alertmanager: { existing: { addresses } } }))).toEqual({});
  });

  it.each(["replicas", "storage", "externalUrl"])("leaves nothing for %s to say", (key) => {
    const value = { replicas: 1, storage: "1Gi", externalUrl: "http://localhost:9093" }[key];
    expect(problems({}, { [key]: value })[`aiobs:alertmanager.${key}`]).toContain(
      "which `existing` stands in for; remove it",
    );
  });

  it("is not told in plain text over the internet", () => {
    const outside = { addresses: ["am.example.com:9093"] };
    expect(problems(outside)["aiobs:alertmanager.existing.tls"]).toContain("set tls: {}");
    expect(problems({ ...outside, tls: {} })).toEqual({});
    expect(problems({ ...outside, cidrs: ["10.0.0.0/8"] })).toEqual({});
  });

  it("has networks only where it is outside, and a Service's port only where it is one", () => {
    expect(problems({ cidrs: ["10.0.0.0/8"] })["aiobs:alertmanager.existing.cidrs"]).toContain("these are Services");
    const outside = { addresses: ["10.9.9.9:9093"], targetPort: 9094 };
    expect(problems(outside)["aiobs:alertmanager.existing.targetPort"]).toContain("for a Service in the cluster");
  });

  it("has a password of the stack's own where Grafana is told of it through its API", () => {
    const basic = { username: "a", password: { kubernetesSecret: "alerts", key: "password" } };
    const grafana = { delivery: "api", apiToken: { secret: "grafanaToken" } };
    const at = "aiobs:alertmanager.existing.authentication.basic.password";
    expect(problems({ authentication: { basic } }, {}, { grafana })[at]).toContain(
      "write { secret: alertmanagerPassword }",
    );
    expect(problems({ authentication: { basic } })).toEqual({});
  });
});
