import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import type { RulePlacement } from "../../../components/metrics/rule-files.ts";
import { placeFacts } from "../../../components/place.ts";
import { serversOf } from "../../../components/servers.ts";
import type { Server } from "../../../components/workload/server.ts";
import { estimateSeries } from "../../../mixins/cardinality/estimate.ts";
import type { Mixin } from "../../../mixins/mixin.ts";
import { settingsWith } from "../settings.ts";

const alert = { severity: "warning", detectWithin: "1m", summary: "", description: "", dashboard: "" } as const;
const mixin: Mixin = {
  system: "demo",
  catalogue: { system: "demo", targetLabels: {}, metrics: [] },
  recordings: [{ name: "demo.recordings", rules: [{ record: "job:up:sum", expr: "sum by (job) (up)" }] }],
  alerts: [
    { name: "demo.one", rules: [{ ...alert, alert: "Stays", expr: "up == 0" }] },
    { name: "demo.several", rules: [{ ...alert, alert: "Goes", expr: "sum(up) == 0" }] },
  ],
  inhibitions: [],
};
const placement: RulePlacement = (rule) => ("alert" in rule && rule.alert === "Stays" ? "prometheus" : "ruler");

/** The servers of a stack with Thanos, joined. */
function servers(prometheus: object, { thanos = {}, recorded = 1000 } = {}): readonly Server[] {
  const settings = settingsWith({
    prometheus,
    alertmanager: { replicas: 3 },
    objectStore: {
      kind: "s3",
      endpoint: "minio.storage.svc:9000",
      buckets: { metrics: "blocks" },
      accessKey: { secret: "accessKey" },
      secretKey: { secret: "secretKey" },
    },
    thanos,
  });
  const estimate = estimateSeries({ jobs: [], recorded: { all: recorded }, scrapeSeconds: 15, evaluationSeconds: 15 });
  const stack = { mixins: [mixin], shown: [mixin], grafanaAlerts: [], scraped: [], estimate, placement };
  return Object.values(serversOf(placeFacts("test", settings), settings, stack)).flat();
}

function ruler(prometheus: object = {}, changes = {}): Server {
  const [found, ...more] = servers({ shards: 2, ...prometheus }, changes).filter(({ name }) => name === "thanos-ruler");
  if (found === undefined || more.length > 0) throw new Error("one ruler was meant");
  return found;
}

/** A way in for people. */
const ingress = {
  host: "prometheus.example.com",
  className: "traefik",
  tlsSecret: "tls",
  annotations: { "traefik.ingress.kubernetes.io/router.middlewares": "login" },
  from: { namespace: "traefik" },
};

function file({ config = [] }: Server, name: string) {
  return parse(config.find(({ files }) => name in files)?.files[name] ?? "");
}

describe("Thanos' ruler", () => {
  it("is there where Prometheus has several shards, and nowhere else", () => {
    const names = (shards: number) => servers({ shards }).map(({ name }) => name);
    expect(names(2)).toContain("thanos-ruler");
    expect(names(1)).not.toContain("thanos-ruler");
  });

  it("has the rules that are placed with it, and no others", () => {
    const groups: { name: string; rules: object[] }[] = file(ruler(), "demo.yaml").groups;
    expect(groups.map(({ name }) => name)).toEqual(["demo.recordings", "demo.several"]);
  });

  it("goes on without a store where each sample has copies, and says nothing rather than half where it has none", () => {
    const strategies = (receive: object) =>
      file(ruler({}, { thanos: { receive } }), "demo.yaml").groups.map(
        (group: Readonly<Record<string, unknown>>) => group.partial_response_strategy,
      );
    expect(strategies({ replicas: 6, replication: 3 })).toEqual(["warn", "warn"]);
    expect(strategies({})).toEqual(["abort", "abort"]);
  });

  it("sends alerts to every Alertmanager replica, as Prometheus does", () => {
    const all = servers({ shards: 2 });
    const [prometheus] = all.filter(({ name }) => name === "prometheus");
    if (prometheus === undefined) throw new Error("no Prometheus");
    const { targets } = file(prometheus, "prometheus.yml").alerting.alertmanagers[0].static_configs[0];
    const { alertmanagers } = file(ruler(), "alertmanagers.yaml");
    expect(targets).toHaveLength(3);
    expect(alertmanagers.map(({ static_configs }: { static_configs: string[] }) => static_configs)).toEqual([targets]);
  });

  it("has its alerts link to where people reach Prometheus, or where they do not, to what it asks itself", () => {
    const value = ({ args = [] }: Server, flag: string) =>
      args.find((each) => each.startsWith(`${flag}=`))?.slice(flag.length + 1);
    const externalUrl = "https://prometheus.example.com";
    expect(value(ruler({ externalUrl, ingress }), "--alert.query-url")).toBe(externalUrl);
    expect(value(ruler(), "--alert.query-url")).toBe(value(ruler(), "--query"));
  });

  it("gives its alerts Prometheus' external labels, but for its replica's", () => {
    const { args = [] } = ruler();
    const values = (flag: string) =>
      args.flatMap((each) => (each.startsWith(`${flag}=`) ? [each.slice(flag.length + 1)] : []));
    const labels = Object.fromEntries(values("--label").map((label) => /^(\w+)="(.*)"$/.exec(label)?.slice(1) ?? []));
    const [prometheus] = servers({ shards: 2 }).filter(({ name }) => name === "prometheus");
    if (prometheus === undefined) throw new Error("no Prometheus");
    const { replica: _, ...external } = file(prometheus, "prometheus.yml").global.external_labels;
    const [dropped] = values("--alert.label-drop");
    const sent = Object.fromEntries(Object.entries(labels).filter(([label]) => label !== dropped));
    expect(sent).toEqual(external);
    expect(Object.keys(labels)).toContain(dropped);
    // An alert's own cluster is part of it; the rest was added when it was written.
    const added = [...Object.keys(external).filter((label) => label !== "cluster"), "tenant_id"];
    expect(new Set(values("--restore-ignored-label"))).toEqual(new Set(added));
  });

  it("writes what it records to Receive, and evaluates as often and by as many replicas as Prometheus", () => {
    const own = ruler({ replicas: 2, evaluationInterval: "20s" });
    const [written] = file(own, "remote-write.yaml").remote_write;
    expect(written.url).toBe("http://thanos-receive-router.monitoring.svc:19291/api/v1/receive");
    expect(own.replication).toMatchObject({ replicas: 2 });
    expect(own.args).toContain("--eval-interval=20s");
  });

  it("gets memory for what rules record, and no less than a gibibyte", () => {
    const memory = (recorded: number) => ruler({}, { recorded }).resources.memory;
    expect(memory(1000)).toBe("1Gi");
    expect(memory(1_000_000)).not.toBe("1Gi");
  });
});

describe("the way in to Prometheus", () => {
  const ways = (shards: number) =>
    servers({ shards, ingress }).flatMap((server) => (server.ingress === undefined ? [] : [server.name]));

  it("leads to what knows all targets: the one Prometheus, or Thanos' query frontend", () => {
    expect(ways(1)).toEqual(["prometheus"]);
    expect(ways(3)).toEqual(["thanos-query-frontend"]);
  });
});
