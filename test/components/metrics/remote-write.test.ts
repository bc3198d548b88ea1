import fc from "fast-check";
import { expect, test } from "vitest";
import { parse } from "yaml";
import { mostShards } from "../../../components/metrics/remote-write.ts";
import { placeFacts } from "../../../components/place.ts";
import { serversOf } from "../../../components/servers.ts";
import { estimateSeries } from "../../../mixins/cardinality/estimate.ts";
import { systems } from "../../../systems/all.ts";
import { loadContent } from "../../../systems/load-content.ts";
import { settingsWith } from "../settings.ts";

const rates = fc.double({ min: 0, max: 1e6, noNaN: true });

test("the queue keeps up with answers that take a second, and works off twice as much after an outage", () => {
  fc.assert(
    fc.property(rates, (rate) => {
      expect(mostShards(rate) * 2000).toBeGreaterThanOrEqual(3 * rate);
    }),
  );
});

test("more samples never mean fewer senders, and few samples no more than they need", () => {
  fc.assert(
    fc.property(rates, rates, (a, b) => {
      expect(mostShards(Math.max(a, b))).toBeGreaterThanOrEqual(mostShards(Math.min(a, b)));
    }),
  );
  expect(mostShards(0)).toBe(10);
  expect(mostShards(1_000_000 / 15)).toBe(100);
});

/** The queues of a stack's Prometheus servers, where all of them together take so many samples in a second. */
function queuesOf(shards: number, samplesPerSecond: number): readonly { max_shards: number }[] {
  const settings = settingsWith({
    prometheus: { shards },
    objectStore: {
      kind: "s3",
      endpoint: "minio.storage.svc:9000",
      buckets: { metrics: "blocks" },
      accessKey: { secret: "accessKey" },
      secretKey: { secret: "secretKey" },
    },
    thanos: {},
  });
  const estimate = estimateSeries({ jobs: [], recorded: {}, scrapeSeconds: 15, evaluationSeconds: 15 });
  const content = {
    mixins: [],
    shown: [],
    grafanaAlerts: [],
    scraped: [],
    estimate: { ...estimate, samplesPerSecond },
  };
  return serversOf(placeFacts("test", settings), settings, { ...content, placement: () => "ruler" })
    .metrics.flatMap(({ config = [] }) => config.flatMap(({ files }) => files["prometheus.yml"] ?? []))
    .map((file) => parse(file).remote_write[0].queue_config);
}

test("each shard has the senders that its own part of the samples needs", () => {
  const [whole] = queuesOf(1, 120_000);
  const parts = queuesOf(3, 120_000);
  expect(parts).toHaveLength(3);
  for (const part of parts) expect(part.max_shards).toBe((whole?.max_shards ?? 0) / 3);
});

/** Prometheus, as a stack with these stores has it. */
function writing(...remoteWrite: readonly object[]) {
  const settings = settingsWith({ prometheus: { remoteWrite } });
  const place = placeFacts("test", settings);
  const { metrics } = serversOf(place, settings, loadContent(systems, settings));
  const [prometheus] = metrics;
  const file = prometheus?.config?.find(({ name }) => name === "config")?.files["prometheus.yml"] ?? "";
  return { prometheus, entries: parse(file).remote_write, calls: prometheus?.calls ?? [] };
}

test("a store is written to as its settings say, with secrets from files alone", () => {
  const { entries, prometheus } = writing(
    {
      name: "mimir",
      url: "https://mimir.example.com/api/v1/push",
      headers: { "X-Scope-OrgID": "ai" },
      authentication: { basic: { username: "ai", password: { secret: "mimirPassword" } } },
    },
    {
      name: "cloud",
      url: "https://cloud.example.com/push",
      authentication: { bearer: { token: { kubernetesSecret: "cloud-login", key: "token" } } },
      tls: { serverName: "cloud.example.com" },
    },
  );
  expect(entries).toMatchObject([
    {
      name: "mimir",
      url: "https://mimir.example.com/api/v1/push",
      headers: { "X-Scope-OrgID": "ai" },
      basic_auth: { username: "ai", password_file: "/etc/prometheus/credentials/remote-write.mimir-password" },
    },
    {
      name: "cloud",
      authorization: { credentials_file: "/etc/prometheus/credentials/remote-write.cloud-token" },
      tls_config: { server_name: "cloud.example.com" },
    },
  ]);
  expect(prometheus?.secrets?.map(({ files }) => files)).toEqual([
    {
      "remote-write.mimir-password": { secret: "mimirPassword" },
      "remote-write.cloud-token": { kubernetesSecret: "cloud-login", key: "token" },
    },
  ]);
});

test.each([
  ["a Service", { url: "http://mimir.mimir.svc/push", targetPort: 8080 }, { namespace: "mimir" }, [80, 8080]],
  ["the internet", { url: "https://cloud.example.com/push" }, { name: "internet" }, [443]],
  [
    "a private network",
    { url: "https://a.example.com:8443/push", cidrs: ["10.9.0.0/16"] },
    { cidrs: ["10.9.0.0/16"] },
    [8443],
  ],
])("the way to a store is opened to %s", (_, where, to, ports) => {
  const { calls } = writing({ name: "elsewhere", ...where });
  expect(calls).toContainEqual({
    to: expect.objectContaining(to),
    ports: ports.map((number) => ({ number, protocol: "TCP" })),
    why: "write samples to elsewhere",
  });
});

test("a stack without stores writes nowhere", () => {
  expect(writing().entries).toBeUndefined();
});
