import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { alertmanager } from "../../../components/alerting/alertmanager.ts";
import { kubeStateMetrics } from "../../../components/collection/kube-state-metrics.ts";
import { nodeExporter } from "../../../components/collection/node-exporter.ts";
import { type PrometheusArgs, prometheus } from "../../../components/metrics/prometheus.ts";
import { joinServers } from "../../../components/workload/join.ts";
import type { Server } from "../../../components/workload/server.ts";
import type { Mixin } from "../../../mixins/mixin.ts";
import { systems } from "../../../systems/all.ts";
import { checkedContent } from "../../../systems/content.ts";
import { place, planServers, resource } from "../plan-of.ts";
import { settingsWith } from "../settings.ts";

const mixin: Mixin = {
  system: "demo",
  catalogue: { system: "demo", targetLabels: {}, metrics: [] },
  recordings: [],
  alerts: [],
  inhibitions: [],
};

const others = [
  alertmanager({ place, settings: settingsWith({ alertmanager: { replicas: 2 } }).alertmanager, inhibitions: [] }),
  kubeStateMetrics(place),
  nodeExporter(),
];

function server(settings: object = {}, changes: Partial<PrometheusArgs> = {}): Server {
  return prometheus({
    place,
    settings: settingsWith({ prometheus: settings }).prometheus,
    mixins: [mixin],
    alerts: {
      owner: "platform",
      runbookBaseUrl: "https://runbooks.example.com",
      dashboardBaseUrl: "https://grafana.example.com",
    },
    systems: [],
    kubeletTls: "verify",
    ...changes,
  });
}

const plan = (settings: object = {}, changes: Partial<PrometheusArgs> = {}) =>
  planServers([server(settings, changes)], { others });

/** Prometheus as it is beside the others. */
function joined(settings: object = {}, changes: Partial<PrometheusArgs> = {}): Server {
  const own = server(settings, changes);
  const [only] = joinServers([own], [own, ...others]);
  if (only === undefined) throw new Error("one server in, one out");
  return only;
}

function config(settings: object = {}, changes: Partial<PrometheusArgs> = {}) {
  const files = joined(settings, changes).config?.find(({ name }) => name === "config")?.files;
  return parse(files?.["prometheus.yml"] ?? "");
}

describe("Prometheus' configuration", () => {
  it("sends every alert to every Alertmanager replica, not to a Service that picks one", () => {
    const { alerting } = config();
    expect(alerting.alertmanagers[0].static_configs[0].targets).toEqual([
      "alertmanager-0.alertmanager-pods.monitoring.svc:9093",
      "alertmanager-1.alertmanager-pods.monitoring.svc:9093",
    ]);
  });

  it("tells the replicas of a pair apart outside, and not in alerts, so that a pair pages once", () => {
    const { global, alerting } = config({ replicas: 2 });
    // biome-ignore lint/suspicious/noTemplateCurlyInString: Prometheus' own syntax for environment variables.
    expect(global.external_labels).toEqual({ cluster: "test-cluster", environment: "local", replica: "${POD_NAME}" });
    expect(alerting.alert_relabel_configs).toEqual([{ action: "labeldrop", regex: "replica" }]);
  });

  it("scrapes every port of every server that has metrics, itself included, with the target label cluster", () => {
    const jobs: { job_name: string; relabel_configs: object[] }[] = config().scrape_configs;
    const names = jobs.map(({ job_name }) => job_name);
    for (const { name, ports } of [server(), ...others]) {
      const scraped = Object.entries(ports).filter(([, { metricsPath }]) => metricsPath !== undefined);
      for (const [port] of scraped) expect(names).toContain(port === "http" ? name : `${name}-${port}`);
    }
    for (const { job_name, relabel_configs } of jobs) {
      expect(relabel_configs, job_name).toContainEqual({ target_label: "cluster", replacement: "test-cluster" });
    }
  });

  it("may call every target it scrapes", () => {
    const called = joined().calls.flatMap(({ to, why }) =>
      to.kind === "server" && why === "scrape metrics" ? [to.server.name] : [],
    );
    expect(new Set(called)).toEqual(new Set([server(), ...others].map(({ name }) => name)));
  });

  it("lets kube-state-metrics' own namespace and pod labels win, and nobody else's", () => {
    const jobs: { job_name: string; honor_labels?: boolean }[] = config().scrape_configs;
    expect(jobs.filter(({ honor_labels }) => honor_labels).map(({ job_name }) => job_name)).toEqual([
      "kube-state-metrics",
    ]);
  });

  it("checks the kubelets' certificates unless it is told that they sign their own", () => {
    const kubelet = (kubeletTls: "verify" | "insecure") =>
      config({}, { kubeletTls }).scrape_configs.find(({ job_name }: { job_name: string }) => job_name === "kubelet");
    expect(kubelet("verify").tls_config).toEqual({
      ca_file: "/var/run/secrets/kubernetes.io/serviceaccount/ca.crt",
    });
    expect(kubelet("insecure").tls_config).toEqual({ insecure_skip_verify: true });
  });

  it("scrapes Butterfly where the settings say its nodes are, and may connect there and nowhere else", () => {
    const { scraped } = checkedContent(
      systems,
      settingsWith({
        butterfly: {
          coordinators: { targets: ["coordinator-1:9090"] },
          observers: { namespaces: ["butterfly"] },
          cidrs: ["10.1.0.0/16"],
        },
      }),
    );
    const { scrape_configs } = config({}, { systems: scraped });
    expect(scrape_configs.map(({ job_name }: { job_name: string }) => job_name)).toEqual(
      expect.arrayContaining(["butterfly-coordinators", "butterfly-observers"]),
    );
    const calls = scraped.flatMap((system) => system.calls);
    expect(calls.map(({ to, ports }) => [to, ports.map(({ number }) => number)])).toEqual([
      [{ kind: "addresses", name: "Butterfly nodes", cidrs: ["10.1.0.0/16"] }, [9090]],
      [{ kind: "namespace", name: "butterfly", namespace: "butterfly" }, [9090]],
    ]);
    expect(server({}, { systems: scraped }).calls).toEqual(expect.arrayContaining([...calls]));
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
