import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { alertTarget } from "../../../components/alerting/alert-target.ts";
import { alertmanager } from "../../../components/alerting/alertmanager.ts";
import { kubeStateMetrics } from "../../../components/collection/kube-state-metrics.ts";
import { nodeExporter } from "../../../components/collection/node-exporter.ts";
import { type PrometheusArgs, prometheusServers } from "../../../components/metrics/prometheus.ts";
import { joinServers } from "../../../components/workload/join.ts";
import type { Server } from "../../../components/workload/server.ts";
import { estimateSeries } from "../../../mixins/cardinality/estimate.ts";
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

/** Two jobs of one target each, of which one has many series. */
const estimate = estimateSeries({
  jobs: [
    { job: "kube-state-metrics", targets: 1, metrics: [{ metric: "a", exposed: 30_000, series: 30_000 }], labels: 10 },
    { job: "prometheus", targets: 1, metrics: [{ metric: "b", exposed: 100, series: 100 }], labels: 4 },
  ],
  recorded: {},
  scrapeSeconds: 15,
  evaluationSeconds: 15,
});

function servers(settings: object = {}, changes: Partial<PrometheusArgs> = {}): readonly Server[] {
  return prometheusServers({
    place,
    settings: settingsWith({ prometheus: settings }).prometheus,
    account: { region: "eu-central-1", accountId: "111122223333", partition: "aws" },
    alertsTo: alertTarget(place, settingsWith({ alertmanager: { replicas: 2 } }).alertmanager),
    mixins: [mixin],
    alerts: {
      owner: "platform",
      runbookBaseUrl: "https://runbooks.example.com",
      dashboardBaseUrl: "https://grafana.example.com",
    },
    systems: [],
    kubeletTls: "verify",
    estimate,
    thanos: "none",
    placement: () => "ruler",
    ...changes,
  });
}

function server(settings: object = {}, changes: Partial<PrometheusArgs> = {}): Server {
  const [only, ...more] = servers(settings, changes);
  if (only === undefined || more.length > 0) throw new Error("one server was meant");
  return only;
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
  return configOf(joined(settings, changes));
}

function configOf(own: Server) {
  const files = own.config?.find(({ name }) => name === "config")?.files;
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
      [expect.objectContaining({ name: "CoreDNS", namespace: "kube-system" }), [9153]],
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

  it("may find what it scrapes, read the metrics of kubelets and API servers, and nothing else", async () => {
    expect(resource(await plan(), "ClusterRole").inputs).toHaveProperty("rules", [
      { apiGroups: [""], resources: ["pods", "nodes", "services"], verbs: ["get", "list", "watch"] },
      { apiGroups: ["discovery.k8s.io"], resources: ["endpointslices"], verbs: ["get", "list", "watch"] },
      { apiGroups: [""], resources: ["nodes/metrics"], verbs: ["get"] },
      { nonResourceURLs: ["/metrics"], verbs: ["get"] },
    ]);
  });

  it("has a rule file for each mixin", async () => {
    const { inputs } = resource(await plan(), "ConfigMap", "prometheus-rules");
    expect(Object.keys(inputs.data ?? {})).toEqual(["demo.yaml"]);
  });

  it("limits the samples and labels of each job that is in the estimate, well above what it has", () => {
    const limitsOf = (name: string) => {
      const { sample_limit, label_limit } = config().scrape_configs.find(
        ({ job_name }: { job_name: string }) => job_name === name,
      );
      return [sample_limit, label_limit];
    };
    expect(limitsOf("kube-state-metrics")).toEqual([121_000, 15]);
    expect(limitsOf("prometheus")).toEqual([5_000, 6]);
    expect(limitsOf("kubelet")).toEqual([undefined, undefined]);
  });

  it("takes from the estimate what the settings leave out, and from the settings what they say", () => {
    const sizeOf = (settings: object) => {
      const { resources, replication } = server(settings);
      return [resources.memory, replication.kind === "StatefulSet" ? replication.storage.size : undefined];
    };
    expect(sizeOf({})).toEqual(["1Gi", "10Gi"]);
    expect(sizeOf({ memory: "7Gi", storage: "3Gi" })).toEqual(["7Gi", "3Gi"]);
  });
});

describe("Prometheus in shards", () => {
  const shards = servers({ shards: 3, replicas: 2 });
  const joinedShards = joinServers(shards, [...shards, ...others]);

  it("is a StatefulSet of its own for each, with the replicas of a pair and a name of its own", async () => {
    const sets = (await planServers(shards, { others })).resources.filter(({ type }) => type.endsWith(":StatefulSet"));
    expect(sets.map(({ inputs }) => JSON.parse(JSON.stringify(inputs)).metadata.name)).toEqual([
      "prometheus-shard-0",
      "prometheus-shard-1",
      "prometheus-shard-2",
    ]);
    const services = sets.map(({ inputs }) => JSON.parse(JSON.stringify(inputs)).spec.serviceName);
    expect(new Set(services).size).toBe(3);
  });

  it("gives each target to one of them, by its address alone, so that a kubelet's two jobs stay together", () => {
    for (const [shard, own] of joinedShards.entries()) {
      const { scrape_configs, global, alerting } = configOf(own);
      for (const { job_name, relabel_configs } of scrape_configs) {
        if (job_name === "prometheus") continue;
        expect(relabel_configs.slice(0, 2), job_name).toEqual([
          { source_labels: ["__address__"], action: "hashmod", modulus: 3, target_label: "__tmp_shard" },
          { source_labels: ["__tmp_shard"], action: "keep", regex: String(shard) },
        ]);
      }
      // A series goes on where its target moves to another shard: nothing but the replica tells servers apart.
      expect(Object.keys(global.external_labels).sort()).toEqual(["cluster", "environment", "replica"]);
      expect(alerting.alert_relabel_configs).toEqual([{ action: "labeldrop", regex: "replica" }]);
    }
  });

  it("watches all Prometheus servers by each of them: a shard that is gone could not tell of itself", () => {
    for (const own of joinedShards) {
      const { relabel_configs } = configOf(own).scrape_configs.find(
        ({ job_name }: { job_name: string }) => job_name === "prometheus",
      );
      expect(JSON.stringify(relabel_configs)).not.toContain("hashmod");
    }
  });

  it("evaluates the rules that are placed there, and all of them where there is one", () => {
    const alert = { severity: "warning", detectWithin: "1m", summary: "", description: "", dashboard: "" } as const;
    const rules = [
      { ...alert, alert: "Stays", expr: "up == 0" },
      { ...alert, alert: "Goes", expr: "sum(up) == 0" },
    ];
    const mixins = [{ ...mixin, alerts: [{ name: "demo.alerts", rules }] }];
    const alertsOf = (changes: object) => {
      const placement: PrometheusArgs["placement"] = (rule) =>
        "alert" in rule && rule.alert === "Goes" ? "ruler" : "prometheus";
      const own = servers(changes, { mixins, placement });
      return joinServers(own, [...own, ...others]).map(({ config = [] }) =>
        rules.map((rule) => rule.alert).filter((name) => JSON.stringify(config).includes(`alert: ${name}`)),
      );
    };
    expect(alertsOf({ shards: 2 })).toEqual([["Stays"], ["Stays"]]);
    expect(alertsOf({ shards: 1 })).toEqual([["Stays", "Goes"]]);
  });

  it("is no data source: one of them would answer with a part", () => {
    expect(shards.map(({ dataSource }) => dataSource)).toEqual([undefined, undefined, undefined]);
    expect(server().dataSource).toBeDefined();
  });
});
