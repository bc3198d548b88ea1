import { expect, test } from "vitest";
import { localSettings, problemsOf } from "../problems-of.ts";

const withLogs = (logs: object, changes: object = {}) =>
  problemsOf(localSettings({ logs: { store: "volume", ...logs }, ...changes }));
const objectStore = {
  kind: "s3",
  endpoint: "minio.storage.svc:9000",
  buckets: { logs: "acme-logs" },
  accessKey: { secret: "accessKey" },
  secretKey: { secret: "secretKey" },
};
const inBucket = { store: "objectStore" };

test("logs are kept on a volume, or in a bucket that there is", () => {
  expect(withLogs({})).toEqual({});
  expect(withLogs(inBucket, { objectStore })).toEqual({});
  expect(withLogs(inBucket)).toEqual({ "aiobs:logs": expect.stringContaining("there is no objectStore") });
  expect(withLogs(inBucket, { objectStore: { ...objectStore, buckets: {} } })).toEqual({
    "aiobs:objectStore.buckets.logs": "is missing: logs keeps its chunks there",
  });
});

test("audit lines are kept longest, and nothing for less than a day", () => {
  expect(withLogs({ retention: "24h", auditRetention: "24h" })).toEqual({});
  expect(withLogs({ retention: "90d", auditRetention: "89d" })).toEqual({
    "aiobs:logs.auditRetention":
      'found "89d"; expected at least 90d, as long as retention: audit lines are kept longest',
  });
  expect(withLogs({ retention: "23h" })).toEqual({ "aiobs:logs.retention": expect.stringContaining("at least 24h") });
});

test.each([2, 3, 4])("%i replicas: two bear no loss, and a volume is one's own", (replicas) => {
  const bucket = withLogs({ ...inBucket, replicas }, { objectStore });
  expect(bucket).toEqual(
    replicas === 2 ? { "aiobs:logs.replicas": expect.stringContaining("expected 1, or at least 3") } : {},
  );
  expect(withLogs({ replicas })).toEqual({ "aiobs:logs.replicas": expect.stringContaining("set store: objectStore") });
});
