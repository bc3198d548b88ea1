import { expect, test } from "vitest";
import { localSettings, problemsOf } from "../problems-of.ts";

const withTraces = (traces: object, changes: object = {}) => problemsOf(localSettings({ traces, ...changes }));
const s3 = {
  kind: "s3",
  endpoint: "minio.storage.svc:9000",
  buckets: { traces: "acme-traces" },
  accessKey: { secret: "accessKey" },
  secretKey: { secret: "secretKey" },
};

test("traces need a bucket, or a volume", () => {
  expect(withTraces({})["aiobs:traces"]).toMatch(/nowhere to keep its blocks: there is no objectStore.*store: volume/);
  expect(withTraces({ store: "volume" })).toEqual({});
  expect(withTraces({}, { objectStore: s3 })).toEqual({});
});

test("a bucket is not kept beside the volume that is used", () => {
  expect(withTraces({ store: "volume" }, { objectStore: s3 })).toEqual({
    "aiobs:objectStore": expect.stringContaining("is not used"),
  });
  const both = { ...s3, buckets: { metrics: "acme-metrics", traces: "acme-traces" } };
  expect(withTraces({ store: "volume" }, { objectStore: both, thanos: {} })).toEqual({
    "aiobs:objectStore.buckets.traces": "is not used: nothing is kept there",
  });
});

test("two replicas cannot hold three copies, and a volume is one replica's own", () => {
  expect(withTraces({ replicas: 2 }, { objectStore: s3 })).toEqual({
    "aiobs:traces.replicas": expect.stringContaining("expected 1, or at least 3"),
  });
  expect(withTraces({ replicas: 3 }, { objectStore: s3 })).toEqual({});
  expect(withTraces({ replicas: 3, store: "volume" })).toEqual({
    "aiobs:traces.store": expect.stringContaining("cannot be shared by 3 replicas"),
  });
});

test("a trace is not judged before it can have been slow", () => {
  const sampling = (slow: string, decisionWait: string) =>
    withTraces({ store: "volume", sampling: { slow, decisionWait } });
  expect(sampling("5s", "6s")).toEqual({});
  expect(sampling("5s", "5s")).toEqual({
    "aiobs:traces.sampling.decisionWait": expect.stringContaining("expected more than 5s"),
  });
});
