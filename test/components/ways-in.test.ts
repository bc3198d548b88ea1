import { describe, expect, it } from "vitest";
import { placeFacts } from "../../components/place.ts";
import { serversOf } from "../../components/servers.ts";
import type { Server } from "../../components/workload/server.ts";
import { estimateSeries } from "../../mixins/cardinality/estimate.ts";
import { planServers, resource } from "./plan-of.ts";
import { settingsWith } from "./settings.ts";

const estimate = estimateSeries({ jobs: [], recorded: {}, scrapeSeconds: 15, evaluationSeconds: 15 });
const objectStore = {
  kind: "s3",
  endpoint: "minio.storage.svc:9000",
  buckets: { metrics: "blocks" },
  accessKey: { secret: "accessKey" },
  secretKey: { secret: "secretKey" },
};
const route = (host: string) => ({
  host,
  gateway: { name: "public", namespace: "gateways", listener: "https" },
  filter: { group: "traefik.io", kind: "Middleware", name: "login" },
  from: { namespace: "gateways" },
});
const ingress = (host: string) => ({
  host,
  className: "traefik",
  annotations: { "traefik.ingress.kubernetes.io/router.middlewares": "traefik-login@kubernetescrd" },
  from: { namespace: "traefik" },
});

function serversWith(changes: Readonly<Record<string, unknown>>): readonly Server[] {
  const settings = settingsWith(changes);
  const servers = serversOf(placeFacts("test", settings), settings, {
    mixins: [],
    shown: [],
    grafanaAlerts: [],
    scraped: [],
    estimate,
    placement: () => "ruler",
  });
  return Object.values(servers).flat();
}

function named(servers: readonly Server[], name: string): Server {
  const found = servers.find((server) => server.name === name);
  if (found === undefined) throw new Error(`no server ${name}`);
  return found;
}

describe("a way in from outside", () => {
  it("leads to Loki's queries, and to nothing that writes, deletes or stops it", async () => {
    const loki = named(serversWith({ logs: { store: "volume", ingress: ingress("logs.example.com") } }), "loki");
    const { inputs } = resource(await planServers([loki]), "Ingress");
    const paths: readonly { path: string; pathType: string }[] = Object(inputs.spec).rules[0].http.paths;
    const led = (path: string) => paths.some((prefix) => path === prefix.path || path.startsWith(`${prefix.path}/`));
    expect(paths.every(({ pathType }) => pathType === "Prefix")).toBe(true);
    for (const asked of ["query", "query_range", "label/job/values", "index/volume_range", "tail"]) {
      expect([asked, led(`/loki/api/v1/${asked}`)]).toEqual([asked, true]);
    }
    for (const other of [
      "/loki/api/v1/push",
      "/loki/api/v1/delete",
      "/loki/api/v1/rules",
      "/otlp/v1/logs",
      "/flush",
      "/ingester/shutdown",
      "/config",
      "/metrics",
      "/",
    ]) {
      expect([other, led(other)]).toEqual([other, false]);
    }
  });

  it("leads through a gateway in rules of at most eight matches, each through the filter", async () => {
    const loki = named(serversWith({ logs: { store: "volume", ingress: route("logs.example.com") } }), "loki");
    const { rules } = Object(resource(await planServers([loki]), "HTTPRoute").inputs.spec);
    for (const { matches, filters, backendRefs } of rules) {
      expect(matches.length).toBeGreaterThan(0);
      expect(matches.length).toBeLessThanOrEqual(8);
      expect(filters).toHaveLength(1);
      expect(backendRefs).toEqual([{ name: "loki", port: 3100 }]);
    }
    const values = rules.flatMap(({ matches }: { matches: readonly { path: { value: string } }[] }) =>
      matches.map(({ path }) => path.value),
    );
    expect(values).toEqual(loki.ingress?.paths);
  });

  it("leads to Tempo's API, where nothing is sent or stopped", async () => {
    const tempo = named(serversWith({ traces: { store: "volume", ingress: ingress("traces.example.com") } }), "tempo");
    const { inputs } = resource(await planServers([tempo]), "Ingress");
    const backend = { service: { name: "tempo", port: { name: "http" } } };
    expect(Object(inputs.spec).rules[0].http.paths).toEqual([{ path: "/api", pathType: "Prefix", backend }]);
  });

  it("leads to Thanos' query frontend, which with several shards has Prometheus'", () => {
    const all = serversWith({ objectStore, thanos: { query: { ingress: ingress("thanos.example.com") } } });
    expect(named(all, "thanos-query-frontend").ingress).toMatchObject({ host: "thanos.example.com", port: "http" });
    expect(named(all, "prometheus").ingress).toBeUndefined();
    const sharded = serversWith({
      objectStore,
      thanos: {},
      prometheus: { shards: 2, ingress: ingress("p.example.com") },
    });
    expect(named(sharded, "thanos-query-frontend").ingress).toMatchObject({ host: "p.example.com" });
  });
});

describe("pods of other namespaces", () => {
  const autoscaler = { namespace: "keda", podLabels: { app: "keda-operator" } };
  const jobs = { namespace: "ci" };
  const opened = (server: Server) =>
    (server.open ?? []).map(({ port, to }) => ({ port, to: to.map(({ kind, ...peer }) => peer) }));
  const from = (port: string, callers: object) => [{ port, to: [expect.objectContaining(callers)] }];

  it("are let in to none by default", () => {
    const all = serversWith({ objectStore, thanos: {}, logs: { store: "volume" }, traces: { store: "volume" } });
    for (const name of ["prometheus", "thanos-query-frontend", "thanos-receive-router", "loki", "tempo"]) {
      expect([name, opened(named(all, name))]).toEqual([name, []]);
    }
  });

  it("query what they are let in to, and nothing else", () => {
    const all = serversWith({
      logs: { store: "volume", queriedFrom: [jobs] },
      traces: { store: "volume", queriedFrom: [jobs] },
      prometheus: { queriedFrom: [autoscaler] },
    });
    expect(opened(named(all, "prometheus"))).toEqual(from("http", autoscaler));
    expect(opened(named(all, "loki"))).toEqual(from("http", jobs));
    expect(opened(named(all, "tempo"))).toEqual(from("http", jobs));
    expect(opened(named(all, "alertmanager"))).toEqual([]);
  });

  it("query Thanos where there is one, and of several shards Thanos alone", () => {
    const beside = serversWith({ objectStore, thanos: {}, prometheus: { queriedFrom: [autoscaler] } });
    expect(opened(named(beside, "prometheus"))).toEqual(from("http", autoscaler));
    expect(opened(named(beside, "thanos-query-frontend"))).toEqual(from("http", autoscaler));
    const sharded = serversWith({ objectStore, thanos: {}, prometheus: { shards: 2, queriedFrom: [autoscaler] } });
    expect(opened(named(sharded, "prometheus"))).toEqual([]);
    expect(opened(named(sharded, "thanos-query-frontend"))).toEqual(from("http", autoscaler));
  });

  it("push to Prometheus alone, which then takes it, or to Thanos' routers", () => {
    const flag = "--web.enable-remote-write-receiver";
    const alone = named(serversWith({ prometheus: { pushedFrom: [jobs] } }), "prometheus");
    expect(opened(alone)).toEqual(from("http", jobs));
    expect(alone.args).toContain(flag);
    const all = serversWith({ objectStore, thanos: {}, prometheus: { pushedFrom: [jobs] } });
    expect(opened(named(all, "thanos-receive-router"))).toEqual(from("remote-write", jobs));
    expect(opened(named(all, "prometheus"))).toEqual([]);
    expect(named(all, "prometheus").args).not.toContain(flag);
  });

  it("come through the network policy by their namespace and labels", async () => {
    const loki = named(serversWith({ logs: { store: "volume", queriedFrom: [autoscaler] } }), "loki");
    const { inputs } = resource(await planServers([loki]), "NetworkPolicy", "network-loki");
    expect(Object(inputs.spec).ingress).toContainEqual({
      from: [
        {
          namespaceSelector: { matchLabels: { "kubernetes.io/metadata.name": "keda" } },
          podSelector: { matchLabels: { app: "keda-operator" } },
        },
      ],
      ports: [{ port: 3100, protocol: "TCP" }],
    });
  });
});
