import { describe, expect, it } from "vitest";
import { localSettings, problemsOf } from "../problems-of.ts";

const s3 = {
  kind: "s3",
  endpoint: "minio.storage.svc:9000",
  buckets: { metrics: "acme-metrics" },
  accessKey: { secret: "accessKey" },
  secretKey: { secret: "secretKey" },
};
const withStore = (objectStore: object, changes: object = {}) =>
  problemsOf(localSettings({ objectStore, thanos: {}, ...changes }));
const aws = { region: "eu-central-1", accountId: "111122223333" };

describe("a server that speaks S3", () => {
  it("is not taken without credentials", () => {
    const { accessKey: _, secretKey: __, ...without } = s3;
    expect(Object.keys(withStore(without)).sort()).toEqual([
      "aiobs:objectStore.accessKey",
      "aiobs:objectStore.secretKey",
    ]);
  });

  it("takes no key in plain text", () => {
    expect(Object.keys(withStore({ ...s3, secretKey: "AKIAEXAMPLE" }))).toEqual(["aiobs:objectStore.secretKey"]);
  });

  it.each([
    "Acme",
    "ab",
    "acme_metrics",
    "acme.metrics",
    "-acme",
    "acme-",
    "xn--acme",
    "acme-s3alias",
    "acme--ol-s3",
    "a".repeat(64),
  ])("has no bucket that AWS refuses: %s", (metrics) => {
    expect(Object.keys(withStore({ ...s3, buckets: { metrics } }))).toEqual(["aiobs:objectStore.buckets.metrics"]);
  });

  it("has a bucket for each kind of data that is kept, and for no other", () => {
    expect(withStore({ ...s3, buckets: {} })).toEqual({
      "aiobs:objectStore.buckets.metrics": "is missing: thanos keeps its blocks there",
    });
    expect(withStore({ ...s3, buckets: { metrics: "acme-metrics", traces: "acme-traces" } })).toEqual({
      "aiobs:objectStore.buckets.traces": "is not used: nothing is kept there",
    });
  });

  it("guesses the name that was meant", () => {
    expect(withStore({ ...s3, buckets: { metrics: "Acme_Metrics" } })["aiobs:objectStore.buckets.metrics"]).toContain(
      '"acme-metrics"',
    );
  });
});

describe("Amazon S3", () => {
  it("needs the account, and the cluster whose pods get roles", () => {
    expect(withStore({ kind: "aws" }, { aws, foundation: { clusterName: "acme" } })).toEqual({});
    expect(Object.keys(withStore({ kind: "aws" }))).toEqual(["aiobs:objectStore", "aiobs:objectStore.identity"]);
    expect(
      withStore({ kind: "aws" }, { aws: { region: "eu-central-1" }, foundation: { clusterName: "acme" } }),
    ).toEqual({
      "aiobs:objectStore": expect.stringContaining("accountId"),
    });
  });

  it("needs the OIDC provider where that gives the roles", () => {
    const irsa = { kind: "aws", identity: "irsa" };
    expect(withStore(irsa, { aws, foundation: { clusterName: "acme" } })).toEqual({
      "aiobs:objectStore.identity": expect.stringContaining("foundation.oidcProvider"),
    });
  });
});
