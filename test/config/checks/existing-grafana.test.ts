import { describe, expect, it } from "vitest";
import { localSettings, problemsOf } from "../problems-of.ts";

const from = { namespace: "monitoring" };
const there = { url: "https://acme.grafana.net", delivery: "api", apiToken: { secret: "grafanaToken" } };
const problems = (existing: object, grafana: object = {}, changes: Record<string, unknown> = {}) =>
  problemsOf(localSettings({ grafana: { ...there, existing, ...grafana }, ...changes }));

describe("a Grafana that is there already", () => {
  it("is taken by where its pods are, or by how it reaches what there is", () => {
    expect(problems({ from })).toEqual({});
    expect(problems({ metrics: { uid: "grafanacloud-prom" } })).toEqual({});
    expect(problems({ metrics: { url: "https://prometheus.example.com" } })).toEqual({});
  });

  it("is refused where it reaches nothing of what the stack has", () => {
    const found = problems({}, {}, { logs: { store: "volume" }, traces: { store: "volume" } });
    for (const what of ["metrics", "logs", "traces"]) {
      expect(found[`aiobs:grafana.existing.${what}`]).toContain("set url or uid, or from");
    }
    expect(problems({ from, logs: { uid: "a" } })["aiobs:grafana.existing.logs"]).toContain("the stack has no logs");
  });

  it("is told through its API, at an address", () => {
    const { url, ...rest } = there;
    const byFiles = problemsOf(localSettings({ grafana: { url, existing: { from } } }));
    expect(byFiles["aiobs:grafana.delivery"]).toContain("through its API");
    const nowhere = problemsOf(localSettings({ grafana: { ...rest, existing: { from } } }));
    expect(nowhere["aiobs:grafana.url"]).toContain("where the existing Grafana is");
  });

  it.each([
    ["storage", "5Gi"],
    ["adminPassword", { secret: "admin" }],
  ])("leaves nothing for %s to say", (key, value) => {
    expect(problems({ from }, { [key]: value })[`aiobs:grafana.${key}`]).toContain(
      "which `existing` stands in for; remove it",
    );
  });

  it("is asked for nothing in plain text over the internet", () => {
    expect(problems({ metrics: { url: "http://prometheus.example.com" } })).not.toEqual({});
  });

  it("is handed no secret that the program cannot read", () => {
    const authentication = { bearer: { token: { kubernetesSecret: "store", key: "token" } } };
    const metrics = { url: "https://prometheus.example.com", authentication };
    expect(problems({ metrics })["aiobs:grafana.existing"]).toContain("is in the Secret store of the cluster");
    const store = {
      name: "mimir",
      url: "https://mimir.example.com/push",
      dataSource: { url: "https://mimir.example.com", authentication },
    };
    const prometheus = { remoteWrite: [store] };
    const shown = { ...store, dataSource: { url: store.dataSource.url, tls: { clientCertificate: "client" } } };
    expect(problems({ from }, {}, { prometheus: { remoteWrite: [shown] } })).toEqual({
      "aiobs:prometheus.remoteWrite[0].dataSource": expect.stringContaining("names the certificate client"),
    });
    expect(problems({ from }, {}, { prometheus })["aiobs:prometheus.remoteWrite[0].dataSource"]).toContain(
      "write { secret",
    );
    expect(problemsOf(localSettings({ prometheus }))).toEqual({});
  });
});
