import { Provider } from "@pulumiverse/grafana";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { alertTarget } from "../../../components/alerting/alert-target.ts";
import { alertmanager } from "../../../components/alerting/alertmanager.ts";
import { prometheusServers } from "../../../components/metrics/prometheus.ts";
import { Dashboards, folderUid } from "../../../components/visualisation/dashboards.ts";
import { renderDatasources } from "../../../components/visualisation/datasources.ts";
import { grafana } from "../../../components/visualisation/grafana.ts";
import { estimateSeries } from "../../../mixins/cardinality/estimate.ts";
import { traefik } from "../../config/problems-of.ts";
import { namesOf, place, planOf, planServers, resource } from "../plan-of.ts";
import { settingsWith } from "../settings.ts";

const all = settingsWith({ prometheus: { scrapeInterval: "30s" } });
const sources = [
  ...prometheusServers({
    place,
    settings: all.prometheus,
    account: { region: "", accountId: "", partition: "aws" },
    alertsTo: alertTarget(place, all.alertmanager),
    mixins: [],
    placement: () => "ruler",
    alerts: { owner: "a", runbookBaseUrl: "https://a", dashboardBaseUrl: "https://b" },
    systems: [],
    kubeletTls: "verify",
    estimate: estimateSeries({ jobs: [], recorded: {}, scrapeSeconds: 15, evaluationSeconds: 15 }),
    thanos: "none",
  }),
  alertmanager({ place, settings: all.alertmanager, inhibitions: [] }),
];
const alerting = {
  groups: [],
  removed: [],
  contact: {
    name: "Alertmanager",
    made: { urls: ["http://alertmanager-0.alertmanager-pods.monitoring.svc:9093"] },
  },
  policy: "own" as const,
};
const plan = (settings: object = {}) =>
  planServers([grafana({ place, settings: settingsWith({ grafana: settings }).grafana, alerting })], {
    others: sources,
  });
const api = { delivery: "api", apiToken: { secret: "grafanaToken" } };
const ingress = traefik("grafana.example.com");

describe("Grafana", () => {
  it("makes its own administrator's password, which the plan does not show", async () => {
    const created = await plan();
    expect(namesOf(created, "RandomPassword")).toEqual([
      "grafana-admin-password",
      "grafana-metrics-password",
      "grafana-secret-key",
    ]);
    expect(resource(created, "Secret", "grafana-secrets").inputs).toHaveProperty("stringData", {
      "admin-password": "[secret]",
      "secret-key": "[secret]",
    });
  });

  it("takes an administrator's password that is in the cluster", async () => {
    const created = await plan({ adminPassword: { kubernetesSecret: "grafana-admin", key: "password" } });
    expect(namesOf(created, "RandomPassword")).not.toContain("grafana-admin-password");
    const { volumes } = Object(resource(created, "StatefulSet").inputs.spec).template.spec;
    expect(volumes).toContainEqual({
      name: "secrets",
      projected: {
        defaultMode: 0o440,
        sources: [
          { secret: { name: "grafana-secrets" } },
          { secret: { name: "grafana-admin", items: [{ key: "password", path: "admin-password" }] } },
        ],
      },
    });
  });

  it("keeps the key to its database as long as the database, which outlives the stack", async () => {
    const created = await plan();
    expect(resource(created, "RandomPassword", "grafana-secret-key").protect).toBe(true);
  });

  it("runs the sidecar on every namespace's labelled ConfigMaps when dashboards come as ConfigMaps", async () => {
    const { inputs } = resource(await plan(), "StatefulSet");
    expect(inputs).toHaveProperty(
      "spec.template.spec.containers[1].env",
      expect.arrayContaining([
        { name: "LABEL", value: "grafana_dashboard" },
        { name: "LABEL_VALUE", value: "1" },
        { name: "FOLDER_ANNOTATION", value: "grafana_folder" },
        { name: "NAMESPACE", value: "ALL" },
      ]),
    );
  });

  it("may read ConfigMaps then, and nothing at all when dashboards come through its API", async () => {
    expect(resource(await plan(), "ClusterRole").inputs).toHaveProperty("rules", [
      { apiGroups: [""], resources: ["configmaps"], verbs: ["get", "list", "watch"] },
    ]);
    const byApi = await plan(api);
    expect(namesOf(byApi, "ClusterRole")).toEqual([]);
    expect(resource(byApi, "StatefulSet").inputs).toHaveProperty(
      "spec.template.spec.automountServiceAccountToken",
      false,
    );
  });

  it("is reached from outside over TLS alone", async () => {
    const created = await plan({ ingress });
    const { inputs } = resource(created, "Ingress");
    expect(inputs).toHaveProperty("spec.tls", [{ hosts: ["grafana.example.com"], secretName: "tls" }]);
    expect(namesOf(await plan(), "Ingress")).toEqual([]);
  });

  it("leaves the certificate to a load balancer that has it, told by annotations", async () => {
    const annotations = { "alb.ingress.kubernetes.io/target-type": "ip" };
    const created = await plan({ ingress: { host: "a.example.com", className: "alb", annotations, from: "nodes" } });
    const { inputs } = resource(created, "Ingress");
    expect(inputs).toHaveProperty("spec.tls", [{ hosts: ["a.example.com"] }]);
    expect(inputs).toHaveProperty("metadata.annotations", { ...annotations, "pulumi.com/skipAwait": "true" });
  });

  it("is reached by a route on a gateway's listener instead, through a filter where one is named", async () => {
    const gateway = { name: "public", namespace: "gateways", listener: "https" };
    const filter = { group: "traefik.io", kind: "Middleware", name: "login" };
    const created = await plan({
      ingress: { host: "a.example.com", gateway, filter, from: { namespace: "gateways" } },
    });
    expect(namesOf(created, "Ingress")).toEqual([]);
    expect(resource(created, "HTTPRoute").inputs).toHaveProperty("spec", {
      parentRefs: [{ name: "public", namespace: "gateways", sectionName: "https" }],
      hostnames: ["a.example.com"],
      rules: [
        {
          filters: [{ type: "ExtensionRef", extensionRef: filter }],
          backendRefs: [{ name: "grafana", port: 3000 }],
        },
      ],
    });
  });

  it("shows its metrics to Prometheus alone, which sees that password and no other", async () => {
    const [prometheusHere, ...others] = [...sources, grafana({ place, settings: all.grafana, alerting })];
    if (prometheusHere === undefined) throw new Error("no Prometheus");
    const created = await planServers([prometheusHere], { others });
    const pod = JSON.stringify(resource(created, "StatefulSet").inputs);
    expect(pod).toContain('{"mountPath":"/etc/prometheus/logins/grafana","name":"grafana-metrics","readOnly":true}');
    expect(pod).not.toContain("grafana-secrets");
    expect(JSON.stringify(resource(created, "ConfigMap", "prometheus-config").inputs)).toContain(
      "password_file: /etc/prometheus/logins/grafana/metrics-password",
    );
    const own = grafana({ place, settings: all.grafana, alerting });
    expect(own.environment).toMatchObject({
      GF_METRICS_BASIC_AUTH_USERNAME: "prometheus",
      GF_METRICS_BASIC_AUTH_PASSWORD__FILE: "/etc/grafana-metrics/metrics-password",
    });
    expect(own.secrets?.find(({ name }) => name === "metrics")).toMatchObject({
      mountPath: "/etc/grafana-metrics",
      files: { "metrics-password": "generated" },
    });
  });

  it("has Prometheus as its default data source, under the uid that dashboards name", () => {
    const { datasources } = parse(renderDatasources(place, sources));
    expect(datasources[0]).toMatchObject({
      uid: "prometheus",
      isDefault: true,
      url: "http://prometheus.monitoring.svc:9090",
      jsonData: { timeInterval: "30s" },
    });
  });

  it("has every server that is a source of data, and may call each", async () => {
    const created = await plan();
    const file = parse(renderDatasources(place, sources));
    expect(file.datasources.map(({ uid }: { uid: string }) => uid)).toEqual(["prometheus", "alertmanager"]);
    const policy = JSON.stringify(resource(created, "NetworkPolicy").inputs);
    for (const { name } of sources) expect(policy).toContain(`"app.kubernetes.io/name":"${name}"`);
  });

  it("doubles each dollar of a data source's settings, which begins a variable in the provisioning file", () => {
    const [source] = sources;
    if (source?.dataSource === undefined) throw new Error("no data source");
    const dataSource = { ...source.dataSource, jsonData: { links: [{ url: "$__value", limit: 3 }] } };
    const { datasources } = parse(renderDatasources(place, [{ ...source, dataSource }]));
    expect(datasources[0].jsonData).toEqual({ links: [{ url: "$$__value", limit: 3 }] });
  });
});

describe("Dashboards", () => {
  const dashboards = [
    { folder: "Maestro ML Platform", uid: "one", json: '{"uid":"one"}\n' },
    { folder: "Maestro ML Platform", uid: "two", json: '{"uid":"two"}\n' },
  ];

  it("arrive as ConfigMaps with the sidecar's label and their folder", async () => {
    const created = await planOf(
      () => void new Dashboards("dashboards", { place, delivery: { kind: "configmap" }, dashboards }),
    );
    const { inputs } = resource(created, "ConfigMap", "dashboard-one");
    expect(inputs).toHaveProperty("metadata.labels.grafana_dashboard", "1");
    expect(inputs).toHaveProperty("metadata.annotations.grafana_folder", "Maestro ML Platform");
    expect(inputs).toHaveProperty("data", { "one.json": '{"uid":"one"}\n' });
  });

  it("arrive through the API in one folder, with the same content", async () => {
    const created = await planOf(() => {
      const provider = new Provider("grafana", { url: "https://grafana.example.com", auth: "token" });
      new Dashboards("dashboards", { place, delivery: { kind: "api", provider }, dashboards });
    });
    expect(resource(created, "Folder").inputs).toMatchObject({
      title: "Maestro ML Platform",
      uid: "maestro-ml-platform",
      preventDestroyIfNotEmpty: true,
    });
    expect(resource(created, "Dashboard", "dashboard-two").inputs).toMatchObject({
      folder: "maestro-ml-platform",
      configJson: '{"uid":"two"}\n',
    });
  });

  it("are refused, with the way out, when they do not fit a ConfigMap", async () => {
    const large = [{ folder: "F", uid: "large", json: "x".repeat(1_000_001) }];
    await expect(
      planOf(() => void new Dashboards("dashboards", { place, delivery: { kind: "configmap" }, dashboards: large })),
    ).rejects.toThrow(/large has 1000001 bytes.*delivery to "api"/);
  });

  it.each([
    ["Butterfly", "butterfly"],
    ["Maestro ML Platform", "maestro-ml-platform"],
    ["  GPU / nodes!", "gpu-nodes"],
  ])("give the folder %j the uid %j", (title, uid) => {
    expect(folderUid(title)).toBe(uid);
  });
});
