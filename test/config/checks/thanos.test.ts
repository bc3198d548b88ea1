import { expect, test } from "vitest";
import { localSettings, problemsOf } from "../problems-of.ts";

const s3 = {
  kind: "s3",
  endpoint: "minio.storage.svc:9000",
  buckets: { metrics: "acme-metrics" },
  accessKey: { secret: "accessKey" },
  secretKey: { secret: "secretKey" },
};
const withThanos = (thanos: object, changes: object = {}) =>
  problemsOf(localSettings({ objectStore: s3, thanos, ...changes }));
const cluster = (...zones: readonly string[]) => ({ cluster: { name: "local", zones } });

test("Thanos needs a bucket, and a bucket somebody who keeps things in it", () => {
  expect(withThanos({})).toEqual({});
  expect(problemsOf(localSettings({ thanos: {} }))).toEqual({
    "aiobs:thanos": expect.stringContaining("there is no objectStore"),
  });
  expect(problemsOf(localSettings({ objectStore: s3 }))).toEqual({
    "aiobs:objectStore": expect.stringContaining("is not used"),
  });
});

test("no resolution ends before the next coarser one has been made, and none leaves a gap", () => {
  expect(withThanos({ retention: { raw: "40h", fiveMinutes: "10d", oneHour: "10d" } })).toEqual({});
  expect(withThanos({ retention: { raw: "39h" } })).toEqual({
    "aiobs:thanos.retention.raw": expect.stringContaining("at least 40h"),
  });
  expect(withThanos({ retention: { raw: "100d" } })).toEqual({
    "aiobs:thanos.retention.fiveMinutes": 'found "90d"; leaves a gap: expected at least 100d, as long as raw',
  });
  expect(withThanos({ retention: { oneHour: "30d" } })).toEqual({
    "aiobs:thanos.retention.oneHour": expect.stringContaining("as long as fiveMinutes"),
  });
});

test.each([
  [2, "cannot hold 3 copies"],
  [3, "answers 503 while one restarts"],
])("three copies on %i ingestors are refused", (replicas, why) => {
  expect(withThanos({ receive: { replicas, replication: 3 } })).toEqual({
    "aiobs:thanos.receive.replicas": expect.stringContaining(why),
  });
});

test("three copies on four ingestors are taken, one copy on any number, two copies never", () => {
  expect(withThanos({ receive: { replicas: 4, replication: 3 } })).toEqual({});
  expect(withThanos({ receive: { replicas: 3, replication: 1 } })).toEqual({});
  expect(Object.keys(withThanos({ receive: { replicas: 4, replication: 2 } }))).toEqual([
    "aiobs:thanos.receive.replication",
  ]);
});

test("zones hold as many ingestors each, and three copies need three of them", () => {
  const receive = (replicas: number, replication: 1 | 3) => ({ receive: { replicas, replication } });
  const three = cluster("eu-central-1a", "eu-central-1b", "eu-central-1c");
  const two = cluster("eu-central-1a", "eu-central-1b");
  expect(withThanos(receive(6, 3), three)).toEqual({});
  expect(withThanos(receive(2, 1), two)).toEqual({});
  expect(withThanos(receive(5, 3), three)).toEqual({
    "aiobs:thanos.receive.replicas": expect.stringContaining("a multiple of 3"),
  });
  expect(withThanos(receive(4, 3), two)).toEqual({
    "aiobs:thanos.receive.replication": expect.stringContaining("a zone that fails takes two of three copies"),
  });
});
