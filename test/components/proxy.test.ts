import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { placeFacts } from "../../components/place.ts";
import { serversOf } from "../../components/servers.ts";
import { INTERNET } from "../../components/workload/connection.ts";
import type { Server } from "../../components/workload/server.ts";
import { estimateSeries } from "../../mixins/cardinality/estimate.ts";
import { settingsWith } from "./settings.ts";

const estimate = estimateSeries({ jobs: [], recorded: {}, scrapeSeconds: 15, evaluationSeconds: 15 });
const proxy = { address: "proxy.example.com:3128", cidrs: ["10.9.1.0/28"] };
const URL = "http://proxy.example.com:3128";
const elsewhere = {
  kind: "s3",
  endpoint: "s3.example.com:443",
  buckets: { metrics: "blocks", logs: "lines", traces: "spans" },
  accessKey: { secret: "accessKey" },
  secretKey: { secret: "secretKey" },
};
const inAws = {
  objectStore: { kind: "aws", identity: "irsa" },
  aws: { region: "eu-central-1", accountId: "111122223333" },
  foundation: {
    oidcProvider: {
      arn: "arn:aws:iam::111122223333:oidc-provider/oidc.eks.eu-central-1.amazonaws.com/id/X",
      url: "https://oidc.eks.eu-central-1.amazonaws.com/id/X",
    },
  },
};
const kept = { thanos: {}, logs: {}, traces: {} };
const KEEPERS = ["thanos-receive", "thanos-store", "thanos-compactor", "loki", "tempo"];

function serversWith(changes: Readonly<Record<string, unknown>>): readonly Server[] {
  const settings = settingsWith(changes);
  const none = { mixins: [], shown: [], grafanaAlerts: [], scraped: [] };
  const servers = serversOf(placeFacts("test", settings), settings, { ...none, estimate, placement: () => "ruler" });
  return Object.values(servers).flat();
}

function named(servers: readonly Server[], name: string): Server {
  const found = servers.find((server) => server.name === name);
  if (found === undefined) throw new Error(`no server ${name}`);
  return found;
}

const calls = (server: Server, why: RegExp) => server.calls.filter((call) => why.test(call.why));
const toProxy = {
  to: { kind: "addresses", name: "proxy", cidrs: ["10.9.1.0/28"] },
  ports: [{ number: 3128, protocol: "TCP" }],
};
const prometheusFile = (server: Server) =>
  parse(server.config?.flatMap(({ files }) => files["prometheus.yml"] ?? [])[0] ?? "");
const exceptOf = (server: Server) => String(server.environment?.NO_PROXY).split(",");

describe("the stack's proxy", () => {
  it.each([
    ["elsewhere", { objectStore: elsewhere }],
    ["in AWS", inAws],
  ])("is how what keeps data reaches object storage %s, and nothing else is open to it", (_, store) => {
    const servers = serversWith({ ...store, ...kept, proxy });
    for (const name of KEEPERS) {
      const server = named(servers, name);
      expect([name, calls(server, /keep data/)]).toEqual([name, [expect.objectContaining(toProxy)]]);
      expect([name, server.calls.some(({ to }) => to === INTERNET)]).toEqual([name, false]);
      expect(server.environment).toMatchObject({ HTTP_PROXY: URL, HTTPS_PROXY: URL });
    }
    // Who calls nobody outside is told of none.
    expect(named(servers, "thanos-query").environment ?? {}).not.toHaveProperty("HTTPS_PROXY");
    const direct = serversWith({ ...store, ...kept });
    expect(calls(named(direct, "loki"), /keep data/)).toMatchObject([{ to: INTERNET }]);
    expect(named(direct, "loki").environment).not.toHaveProperty("HTTPS_PROXY");
  });

  it("is passed by for the cluster, the metadata address, private networks", () => {
    const cluster = {
      name: "acme",
      serviceCidrs: ["198.18.0.0/16"],
      nodeCidrs: ["203.0.113.0/26"],
      apiServer: { cidrs: ["198.51.100.7/32"] },
    };
    const loki = named(serversWith({ cluster, objectStore: elsewhere, ...kept, proxy }), "loki");
    expect(exceptOf(loki)).toEqual(
      expect.arrayContaining([
        ".svc",
        ".cluster.local",
        "169.254.0.0/16",
        "10.0.0.0/8",
        "100.64.0.0/10",
        "198.18.0.0/16",
        "203.0.113.0/26",
        "198.51.100.7/32",
      ]),
    );
    // The API server's default, every address, would leave nothing to the proxy.
    const [plain] = [named(serversWith({ objectStore: elsewhere, ...kept, proxy }), "loki")];
    expect(exceptOf(plain).filter((one) => one.endsWith("/0"))).toEqual([]);
  });

  it("is passed by for hosts whose private networks settings name", () => {
    const endpoint = { kind: "aws", identity: "irsa", cidrs: ["10.40.8.0/28"] };
    const loki = named(serversWith({ ...inAws, objectStore: endpoint, logs: {}, proxy }), "loki");
    // Its role's token comes over the internet, its data does not.
    expect(calls(loki, /credentials/)).toEqual([expect.objectContaining(toProxy)]);
    expect(calls(loki, /keep data/)).toMatchObject([{ to: { cidrs: ["10.40.8.0/28"] } }]);
    expect(exceptOf(loki)).toContain("s3.eu-central-1.amazonaws.com");
    const store = { ...elsewhere, endpoint: "s3.internal.example.com:443", cidrs: ["10.3.0.0/16"] };
    const inside = named(serversWith({ objectStore: store, ...kept, proxy }), "loki");
    expect(inside.environment).not.toHaveProperty("HTTPS_PROXY");
  });

  it("is named for each store on the internet that samples are written to, and for no other", () => {
    const remoteWrite = [
      {
        name: "cloud",
        url: "https://mimir.example.com/push",
        dataSource: { url: "https://mimir.example.com/prometheus" },
      },
      { name: "near", url: "http://mimir.mimir.svc/push" },
      { name: "inside", url: "https://archive.example.com/write", cidrs: ["10.74.0.0/16"] },
    ];
    const servers = serversWith({ prometheus: { remoteWrite }, proxy });
    const prometheus = named(servers, "prometheus");
    expect(
      prometheusFile(prometheus).remote_write.map(({ name, proxy_url }: Record<string, string>) => [name, proxy_url]),
    ).toEqual([
      ["cloud", URL],
      ["near", undefined],
      ["inside", undefined],
    ]);
    expect(calls(prometheus, /samples to cloud/)).toEqual([expect.objectContaining(toProxy)]);
    expect(calls(prometheus, /samples to (?:near|inside)/).some(({ through }) => through === "proxy")).toBe(false);
    expect(exceptOf(prometheus)).toContain("archive.example.com");
    // Grafana asks the store, and goes by its environment.
    expect(named(servers, "grafana").environment).toMatchObject({ HTTPS_PROXY: URL });
  });

  it("is how an edge reaches its central stack", () => {
    const centre = { stack: "acme/aiobs/central", host: "edges.example.com", grafanaUrl: "https://g.example.com" };
    const edge = { centre, logs: { store: "centre" }, traces: { store: "centre" }, proxy };
    const servers = serversWith(edge);
    const { remote_write, alerting } = prometheusFile(named(servers, "prometheus"));
    expect(remote_write).toMatchObject([{ name: "centre", proxy_url: URL }]);
    expect(alerting.alertmanagers).toMatchObject([{ proxy_url: URL }]);
    for (const name of ["prometheus", "otel-agent", "otel-sampler"]) {
      const there = calls(named(servers, name), /central stack/);
      expect(there.length).toBeGreaterThan(0);
      for (const call of there) expect([name, call]).toEqual([name, expect.objectContaining(toProxy)]);
      expect(named(servers, name).environment).toMatchObject({ HTTPS_PROXY: URL });
    }
    const near = serversWith({ ...edge, centre: { ...centre, cidrs: ["10.5.0.0/16"] } });
    expect(prometheusFile(named(near, "prometheus")).remote_write[0]).not.toHaveProperty("proxy_url");
  });

  it("is how alerts reach an Alertmanager on the internet, and receivers, unless those have one of their own", () => {
    const existing = { addresses: ["alertmanager.example.com:443"], tls: {} };
    const prometheus = named(serversWith({ alertmanager: { existing }, proxy }), "prometheus");
    expect(prometheusFile(prometheus).alerting.alertmanagers).toMatchObject([{ proxy_url: URL }]);
    const receivers = { one: { pagerduty: { routingKey: { secret: "key" } } } };
    const proxyOf = (changes: object) => {
      const alertmanager = { receivers, route: { receiver: "one" }, ...changes };
      const [file = ""] = (named(serversWith({ alertmanager, proxy }), "alertmanager").config ?? []).map(
        ({ files }) => files["alertmanager.yml"],
      );
      return parse(file).receivers[0].pagerduty_configs[0].http_config.proxy_url;
    };
    expect(proxyOf({})).toBe(URL);
    expect(proxyOf({ proxy: { address: "other.example.com:8080" } })).toBe("http://other.example.com:8080");
  });
});
