import fc from "fast-check";
import { expect, test } from "vitest";
import { parse } from "yaml";
import { mostShards } from "../../../components/metrics/remote-write.ts";
import { placeFacts } from "../../../components/place.ts";
import { serversOf } from "../../../components/servers.ts";
import { estimateSeries } from "../../../mixins/cardinality/estimate.ts";
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
  const content = { mixins: [], grafanaAlerts: [], scraped: [], estimate: { ...estimate, samplesPerSecond } };
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
