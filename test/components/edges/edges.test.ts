import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { renderGateConfig, tokenVariable } from "../../../components/edges/gate-config.ts";
import { previewed } from "../../previewed.ts";
import { resource } from "../plan-of.ts";

const SETTINGS = new URL("../../plans/settings/", import.meta.url).pathname;
const central = await previewed("central", `${SETTINGS}central.yaml`);
const edge = await previewed("edge", `${SETTINGS}edge.yaml`);

const file = (of: typeof central, path: string) => parse(of.files.get(path) ?? "");
const kinds = (of: typeof central) => new Set(of.plan.resources.map(({ type }) => type.split(":").at(-1)));

describe("the gate", () => {
  it("lets each edge to the same ways, by a token of its own", () => {
    const names = fc.uniqueArray(fc.stringMatching(/^[a-z][a-z0-9-]{0,8}[a-z0-9]$/), { minLength: 1, maxLength: 5 });
    const behind = { samples: "receive:19291", logs: "loki:3100", traces: "tempo:4318", alertmanagers: ["a-0:9093"] };
    fc.assert(
      fc.property(names, (edges) => {
        const { users } = parse(renderGateConfig(edges, behind));
        expect(users.map(({ name }: { name: string }) => name)).toEqual(edges);
        expect(new Set(edges.map(tokenVariable)).size).toBe(edges.length);
        for (const { name, bearer_token, url_map } of users) {
          expect(bearer_token).toBe(`%{${tokenVariable(name)}}`);
          expect(url_map).toEqual(users[0].url_map);
        }
      }),
    );
  });

  it("has a way for what the stack keeps alone", () => {
    const { users } = parse(renderGateConfig(["gpu-eu"], { samples: "receive:19291", alertmanagers: ["a-0:9093"] }));
    expect(users[0].url_map.map(({ src_paths }: { src_paths: unknown }) => src_paths)).toEqual([
      ["/api/v1/receive"],
      ["/alertmanager/0/api/v2/alerts"],
    ]);
  });

  it("leads to every replica of Alertmanager, and is reached by the ingress and by nobody else but who scrapes it", () => {
    const { users } = file(central, "edge-gate/auth.yaml");
    expect(users.map(({ name }: { name: string }) => name)).toEqual(["gpu-eu", "gpu-us"]);
    const ways = users[0].url_map.flatMap(({ src_paths }: { src_paths: string[] }) => src_paths);
    expect(ways.filter((path: string) => path.startsWith("/alertmanager/"))).toEqual(
      [0, 1, 2].map((n) => `/alertmanager/${n}/api/v2/alerts`),
    );
    const { ingress } = JSON.parse(
      JSON.stringify(resource(central.plan, "NetworkPolicy", "network-edge-gate").inputs),
    ).spec;
    expect(ingress.flatMap(({ ports }: { ports: { port: number }[] }) => ports.map(({ port }) => port)).sort()).toEqual(
      [8426, 8427],
    );
    const backend = resource(central.plan, "Ingress", "edge-gate").inputs;
    expect(JSON.stringify(backend)).toContain("edges.example.com");
  });

  it("makes a token for each edge, which goes with it: whoever takes an edge out wants it worth nothing", () => {
    const tokens = central.plan.resources.filter(({ name }) => name.startsWith("edge-token-"));
    expect(tokens.map(({ name, protect }) => [name, protect])).toEqual([
      ["edge-token-gpu-eu", false],
      ["edge-token-gpu-us", false],
    ]);
  });
});

describe("an edge", () => {
  it("has nothing that keeps, shows or routes", () => {
    const names = edge.plan.resources
      .filter(({ type }) => /:(?:StatefulSet|Deployment)$/.test(type))
      .map(({ name }) => name);
    expect(names.sort()).toEqual(["kube-state-metrics", "otel-router", "otel-sampler", "prometheus"]);
    expect(kinds(edge)).not.toContain("Ingress");
  });

  it("sends samples, every alert to every Alertmanager, logs and kept traces to one host, each with its token", () => {
    const prometheus = file(edge, "prometheus/prometheus.yml");
    const token = { credentials_file: "/etc/prometheus/credentials/centre-token" };
    expect(prometheus.remote_write).toEqual([
      expect.objectContaining({ url: "https://edges.example.com/api/v1/receive", authorization: token }),
      // Beside its central stack, to a store of its own.
      expect.objectContaining({
        name: "amp",
        sigv4: { region: "eu-west-1" },
        proxy_url: "http://proxy.edge.example.com:3128",
      }),
    ]);
    expect(prometheus.remote_write[0].queue_config.retry_on_http_429).toBe(true);
    expect(prometheus.alerting.alertmanagers).toEqual(
      [0, 1, 2].map((n) =>
        expect.objectContaining({
          scheme: "https",
          path_prefix: `/alertmanager/${n}`,
          authorization: { credentials_file: "/etc/prometheus/credentials/send.alerts-token" },
          static_configs: [{ targets: ["edges.example.com:443"] }],
        }),
      ),
    );
    // biome-ignore lint/suspicious/noTemplateCurlyInString: the collector's own syntax.
    const headers = { Authorization: "Bearer ${env:CENTRE_TOKEN}" };
    expect(file(edge, "otelcol/agent.yaml").exporters["otlp_http/loki"]).toMatchObject({
      endpoint: "https://edges.example.com/otlp",
      headers,
    });
    expect(file(edge, "otelcol/sampler.yaml").exporters["otlp_http/tempo"]).toMatchObject({
      traces_endpoint: "https://edges.example.com/v1/traces",
      headers,
    });
  });

  it("reads its token from Secrets, in both namespaces, and restarts what reads it at its start alone", () => {
    for (const name of ["prometheus-credentials", "otel-agent-centre", "otel-sampler-centre"]) {
      expect(resource(edge.plan, "Secret", name).inputs).toBeDefined();
    }
    expect(edge.plan.resources.map(({ name }) => name)).toEqual(
      expect.arrayContaining(["otel-agent-secrets-revision", "otel-sampler-secrets-revision"]),
    );
  });

  it("has no heartbeat, which would keep that of its central stack going", () => {
    const rules = (of: typeof central) => of.files.get("prometheus/rules/observability.yaml") ?? "";
    expect(rules(central)).toContain("alert: Watchdog");
    expect(rules(edge)).not.toContain("alert: Watchdog");
    expect(rules(edge)).toContain("alert: PrometheusRuleFailures");
  });

  it("links its alerts to the central stack's Grafana", () => {
    expect(edge.files.get("prometheus/rules/node.yaml")).toContain("https://grafana.example.com/d/");
  });

  it("watches no server that is its central stack's", () => {
    const rules = [...edge.files.keys()].filter((path) => path.startsWith("prometheus/rules/"));
    expect(rules).not.toEqual(expect.arrayContaining([expect.stringMatching(/\/(?:loki|tempo|thanos|canary)\.yaml$/)]));
    expect(rules).toContain("prometheus/rules/collectors.yaml");
  });
});

describe("a central stack", () => {
  it("shows what its edges observe, and evaluates none of its rules", () => {
    const paths = [...central.files.keys()];
    expect(paths).toEqual(expect.arrayContaining([expect.stringMatching(/butterfly-overview\.json$/)]));
    expect(paths).not.toContain("prometheus/rules/butterfly.yaml");
  });

  it("routes their alerts, of whichever cluster", () => {
    const told = central.summary.told.find(({ alert }) => alert === "ButterflyClusterBelowQuorum");
    expect(told?.receivers).toEqual(expect.arrayContaining([expect.stringContaining("oncall")]));
    expect(edge.summary.told.find(({ alert }) => alert === "ButterflyClusterBelowQuorum")?.receivers).toEqual([
      "whom acme/aiobs/central routes it to",
    ]);
  });

  it("holds back the consequences of what fires in an edge", () => {
    const { inhibit_rules } = file(central, "alertmanager/alertmanager.yml");
    expect(JSON.stringify(inhibit_rules)).toContain("Butterfly");
    for (const { equal } of inhibit_rules) expect(equal).toContain("cluster");
  });
});
