import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { placeFacts } from "../../../components/place.ts";
import { serversOf } from "../../../components/servers.ts";
import { objectName } from "../../../components/workload/labels.ts";
import type { Server } from "../../../components/workload/server.ts";
import { estimateSeries } from "../../../mixins/cardinality/estimate.ts";
import { namesOf, planServers, resource } from "../plan-of.ts";
import { settingsWith } from "../settings.ts";

/** The estimate of a stack that scrapes nothing. */
const estimate = estimateSeries({ jobs: [], recorded: {}, scrapeSeconds: 15, evaluationSeconds: 15 });

const zones = ["eu-central-1a", "eu-central-1b", "eu-central-1c"];
const settings = (thanos: object = {}, cluster: object = {}) =>
  settingsWith({
    cluster: { name: "test-cluster", ...cluster },
    objectStore: {
      kind: "s3",
      endpoint: "minio.storage.svc:9000",
      buckets: { metrics: "blocks" },
      accessKey: { secret: "accessKey" },
      secretKey: { secret: "secretKey" },
    },
    thanos,
  });
const spread = settings({ receive: { replicas: 6, replication: 3 }, store: { shards: 2, replicas: 2 } }, { zones });

function serversFor(all = spread): readonly Server[] {
  return serversOf(placeFacts("test", all), all, {
    mixins: [],
    shown: [],
    grafanaAlerts: [],
    scraped: [],
    estimate,
    placement: () => "ruler",
  }).metrics;
}

function named(name: string, all = spread): readonly Server[] {
  return serversFor(all).filter((server) => server.name === name);
}

function file(servers: readonly Server[], name: string): string {
  const found = servers.flatMap(({ config = [] }) => config).find(({ files }) => name in files)?.files[name];
  if (found === undefined) throw new Error(`no file ${name}`);
  return found;
}

/** The DNS names that the pods of StatefulSets have, as Kubernetes gives them. */
function podsOf(servers: readonly Server[], port: number): readonly string[] {
  return servers.flatMap((server) => {
    const { replication } = server;
    const replicas = replication.kind === "StatefulSet" ? replication.replicas : 0;
    const name = objectName(server);
    return Array.from({ length: replicas }, (_, n) => `${name}-${n}.${name}-pods.monitoring.svc:${port}`);
  });
}

const secrets = { accessKey: "a", secretKey: "b" };

describe("Thanos Receive", () => {
  it("has every ingestor in the hashring once, in its own zone", () => {
    const [ring] = JSON.parse(file(named("thanos-receive-router"), "hashring.json"));
    const ingestors = named("thanos-receive");
    expect(ring.endpoints.map(({ address }: { address: string }) => address)).toEqual(podsOf(ingestors, 10901));
    for (const { address, az } of ring.endpoints) expect(address).toContain(`thanos-receive-${az}-`);
    expect(new Set(ring.endpoints.map(({ az }: { az: string }) => az))).toEqual(new Set(zones));
  });

  it("runs the ingestors of a zone in that zone, and knows no zones where none are named", async () => {
    const planned = await planServers(named("thanos-receive"), { secrets });
    for (const zone of zones) {
      const { affinity } = Object(resource(planned, "StatefulSet", `thanos-receive-${zone}`).inputs.spec).template.spec;
      expect(JSON.stringify(affinity)).toContain(JSON.stringify([zone]));
    }
    const plain = settings({ receive: { replicas: 4, replication: 3 } });
    const [ring] = JSON.parse(file(named("thanos-receive-router", plain), "hashring.json"));
    expect(ring.endpoints).toEqual(podsOf(named("thanos-receive", plain), 10901).map((address) => ({ address })));
  });

  it("never loses two ingestors at once: one budget for all zones, and one zone after another", async () => {
    const planned = await planServers(named("thanos-receive"), { secrets });
    expect(namesOf(planned, "PodDisruptionBudget")).toHaveLength(1);
    const { spec } = resource(planned, "PodDisruptionBudget").inputs;
    expect(spec).toEqual({
      maxUnavailable: 1,
      selector: { matchLabels: { "app.kubernetes.io/name": "thanos-receive", "app.kubernetes.io/part-of": "aiobs" } },
    });
    // A component's children are made after what it depends on.
    const dependsOn = zones.map((zone) => resource(planned, "Workload", `thanos-receive-${zone}`).dependsOn);
    const sets = zones.map((zone) => resource(planned, "StatefulSet", `thanos-receive-${zone}`).urn);
    expect(dependsOn[1]).toContain(sets[0]);
    expect(dependsOn[2]).toContain(sets[1]);
  });
});

describe("Thanos Query", () => {
  it("asks every ingestor and every store gateway, and misses those that do not answer", () => {
    const { endpoints } = parse(file(named("thanos-query"), "endpoints.yaml"));
    expect(endpoints).toEqual(
      [...podsOf(named("thanos-receive"), 10901), ...podsOf(named("thanos-store"), 10901)].map((address) => ({
        address,
        strict: true,
      })),
    );
  });

  it("takes for copies what the labels of all writers say", () => {
    const [query] = named("thanos-query");
    const labels = (query?.args ?? []).flatMap((each) => /^--query.replica-label=(.+)$/.exec(each)?.[1] ?? []);
    const external = parse(file(named("prometheus"), "prometheus.yml")).global.external_labels;
    const written = named("thanos-receive").flatMap(({ args = [] }) => args.join(" ").match(/(?<=--label=)\w+/) ?? []);
    for (const label of ["replica", ...written]) expect(labels).toContain(label);
    expect(external).toHaveProperty("replica");
  });
});

describe("the parts of the bucket", () => {
  it("are one for each store gateway, together all of it", () => {
    const parts = named("thanos-store").map((server) => parse(file([server], "part.yaml")));
    expect(parts.map(([hash]) => hash.modulus)).toEqual([2, 2]);
    expect(parts.map(([, keep]) => keep.regex)).toEqual(["0", "1"]);
  });
});

describe("Grafana and Prometheus beside Thanos", () => {
  it("write to the routers and ask the query frontend, which dashboards know by Prometheus' own uid", () => {
    const [prometheus] = named("prometheus");
    const [written] = parse(file(named("prometheus"), "prometheus.yml")).remote_write;
    expect(written.url).toBe("http://thanos-receive-router.monitoring.svc:19291/api/v1/receive");
    expect(written.send_exemplars).toBe(true);
    const [frontend] = named("thanos-query-frontend");
    expect([frontend?.dataSource?.uid, frontend?.dataSource?.isDefault]).toEqual(["prometheus", true]);
    expect(prometheus?.dataSource?.uid).toBe("prometheus-own");
    expect(prometheus?.dataSource?.isDefault).toBeUndefined();
  });

  it("do neither where there is no Thanos", () => {
    const alone = settingsWith();
    expect(serversFor(alone).map(({ name }) => name)).toEqual(["prometheus"]);
    expect(parse(file(serversFor(alone), "prometheus.yml")).remote_write).toBeUndefined();
    expect(serversFor(alone)[0]?.dataSource?.uid).toBe("prometheus");
  });
});
