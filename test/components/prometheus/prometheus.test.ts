import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import type { Connection } from "../../../components/network/connection.ts";
import { partNames, partOf } from "../../../components/parts.ts";
import { butterflySystem } from "../../../components/prometheus/butterfly-system.ts";
import { Prometheus, type PrometheusArgs } from "../../../components/prometheus/prometheus.ts";
import type { Mixin } from "../../../mixins/mixin.ts";
import { context, planOf, resource } from "../plan-of.ts";
import { settingsWith } from "../settings.ts";

const apiServer: Connection = {
  to: { kind: "addresses", name: "API", cidrs: ["10.9.9.9/32"] },
  ports: [{ number: 443, protocol: "TCP" }],
  why: "discovery",
};

const mixin: Mixin = {
  system: "demo",
  catalogue: { system: "demo", targetLabels: {}, metrics: [] },
  recordings: [],
  alerts: [],
  inhibitions: [],
};

function plan(prometheus: object = {}, changes: Partial<PrometheusArgs> = {}) {
  return planOf(() => {
    new Prometheus("prometheus", {
      context,
      settings: settingsWith({ prometheus }).prometheus,
      environment: "test",
      alertmanagerReplicas: 2,
      mixins: [mixin],
      alerts: {
        owner: "platform",
        runbookBaseUrl: "https://runbooks.example.com",
        dashboardBaseUrl: "https://grafana.example.com",
      },
      systems: [],
      apiServer,
      nodes: { kind: "addresses", name: "nodes", cidrs: ["10.0.0.0/8"] },
      kubeletTls: "verify",
      ...changes,
    });
  });
}

async function config(prometheus: object = {}, changes: Partial<PrometheusArgs> = {}) {
  const { inputs } = resource(await plan(prometheus, changes), "ConfigMap", "prometheus-config");
  const data = inputs.data;
  if (typeof data !== "object" || data === null || !("prometheus.yml" in data)) throw new Error("no prometheus.yml");
  return parse(String(data["prometheus.yml"]));
}

describe("Prometheus' configuration", () => {
  it("sends every alert to every Alertmanager replica, not to a Service that picks one", async () => {
    const { alerting } = await config();
    expect(alerting.alertmanagers[0].static_configs[0].targets).toEqual([
      "alertmanager-0.alertmanager-pods.monitoring.svc:9093",
      "alertmanager-1.alertmanager-pods.monitoring.svc:9093",
    ]);
  });

  it("tells the replicas of a pair apart outside, and not in alerts, so that a pair pages once", async () => {
    const { global, alerting } = await config({ replicas: 2 });
    // biome-ignore lint/suspicious/noTemplateCurlyInString: Prometheus' own syntax for environment variables.
    expect(global.external_labels).toEqual({ cluster: "test-cluster", environment: "test", replica: "${POD_NAME}" });
    expect(alerting.alert_relabel_configs).toEqual([{ action: "labeldrop", regex: "replica" }]);
  });

  it("scrapes every port of the stack that has metrics, itself included, with the target label cluster", async () => {
    const jobs: { job_name: string; relabel_configs: object[] }[] = (await config()).scrape_configs;
    const names = jobs.map(({ job_name }) => job_name);
    for (const part of partNames) {
      const ports = Object.entries(partOf(part).ports).filter(([, { metricsPath }]) => metricsPath !== undefined);
      for (const [port] of ports) expect(names).toContain(port === "http" ? part : `${part}-${port}`);
    }
    for (const { job_name, relabel_configs } of jobs) {
      expect(relabel_configs, job_name).toContainEqual({ target_label: "cluster", replacement: "test-cluster" });
    }
  });

  it("lets kube-state-metrics' own namespace and pod labels win, and nobody else's", async () => {
    const jobs: { job_name: string; honor_labels?: boolean }[] = (await config()).scrape_configs;
    expect(jobs.filter(({ honor_labels }) => honor_labels).map(({ job_name }) => job_name)).toEqual([
      "kube-state-metrics",
    ]);
  });

  it("checks the kubelets' certificates unless it is told that they sign their own", async () => {
    const kubelet = async (kubeletTls: "verify" | "insecure") =>
      (await config({}, { kubeletTls })).scrape_configs.find(
        ({ job_name }: { job_name: string }) => job_name === "kubelet",
      );
    expect((await kubelet("verify")).tls_config).toEqual({
      ca_file: "/var/run/secrets/kubernetes.io/serviceaccount/ca.crt",
    });
    expect((await kubelet("insecure")).tls_config).toEqual({ insecure_skip_verify: true });
  });

  it("scrapes Butterfly where the settings say its nodes are, and may connect there and nowhere else", async () => {
    const { butterfly } = settingsWith({
      butterfly: {
        coordinators: { targets: ["coordinator-1:9090"] },
        observers: { namespaces: ["butterfly"] },
        cidrs: ["10.1.0.0/16"],
      },
    });
    if (butterfly === undefined) throw new Error("butterfly was set");
    const system = butterflySystem("test-cluster", butterfly);
    const { scrape_configs } = await config({}, { systems: [system] });
    expect(scrape_configs.map(({ job_name }: { job_name: string }) => job_name)).toEqual(
      expect.arrayContaining(["butterfly-coordinators", "butterfly-observers"]),
    );
    expect(system.calls.map(({ to, ports }) => [to, ports.map(({ number }) => number)])).toEqual([
      [{ kind: "addresses", name: "Butterfly nodes", cidrs: ["10.1.0.0/16"] }, [9090]],
      [{ kind: "namespace", name: "butterfly", namespace: "butterfly" }, [9090]],
    ]);
  });
});

describe("Prometheus", () => {
  it("keeps less than its volume holds", async () => {
    const { inputs } = resource(await plan({ storage: "10Gi" }), "StatefulSet");
    const text = JSON.stringify(inputs);
    const bytes = Number(/--storage\.tsdb\.retention\.size=(\d+)B/.exec(text)?.[1]);
    expect(bytes).toBeGreaterThan(0);
    expect(bytes).toBeLessThan(10 * 2 ** 30);
  });

  it("reloads rules by itself: a changed rule does not restart it", async () => {
    const template = async (system: string) =>
      JSON.stringify(resource(await plan({}, { mixins: [{ ...mixin, system }] }), "StatefulSet").inputs);
    expect(await template("one")).toBe(await template("two"));
    expect(await template("one")).toContain("auto-reload-config");
  });

  it("may read pods, nodes and kubelets' metrics, and nothing else", async () => {
    expect(resource(await plan(), "ClusterRole").inputs).toHaveProperty("rules", [
      { apiGroups: [""], resources: ["pods", "nodes"], verbs: ["get", "list", "watch"] },
      { apiGroups: [""], resources: ["nodes/metrics"], verbs: ["get"] },
    ]);
  });

  it("has a rule file for each mixin", async () => {
    const { inputs } = resource(await plan(), "ConfigMap", "prometheus-rules");
    expect(Object.keys(inputs.data ?? {})).toEqual(["demo.yaml"]);
  });
});
