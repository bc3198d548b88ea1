import { describe, expect, it } from "vitest";
import { keptData, protectedData } from "../../../policy/rules/protection.ts";
import { problems, resource } from "../resource.ts";

describe("protected-data", () => {
  it.each([
    "kubernetes:apps/v1:StatefulSet",
    "kubernetes:core/v1:PersistentVolumeClaim",
    "kubernetes:core/v1:Namespace",
    "aws:s3/bucket:Bucket",
    "aws:kms/key:Key",
    "aws:ebs/volume:Volume",
    "aws:rds/instance:Instance",
  ])("refuses %s that is not protected", (type) => {
    expect(problems(protectedData, resource(type, {}))).toEqual(["is not protected"]);
    expect(problems(protectedData, resource(type, {}, { protect: true }))).toEqual([]);
  });

  it("leaves alone what holds no data, and stacks whose data is disposable", () => {
    expect(problems(protectedData, resource("kubernetes:apps/v1:Deployment", {}))).toEqual([]);
    expect(problems(protectedData, resource("aws:s3/bucket:Bucket", {}), { environment: "local" })).toEqual([]);
  });
});

describe("kept-data", () => {
  const claims = (whenDeleted: string, whenScaled: string) => ({
    spec: { persistentVolumeClaimRetentionPolicy: { whenDeleted, whenScaled } },
  });

  it.each([
    ["kubernetes:apps/v1:StatefulSet", claims("Delete", "Retain"), "drops its volumes when it is deleted"],
    ["kubernetes:apps/v1:StatefulSet", claims("Retain", "Delete"), "drops its volumes when it is scaled down"],
    [
      "kubernetes:core/v1:PersistentVolume",
      { spec: { persistentVolumeReclaimPolicy: "Delete" } },
      "is deleted with its claim",
    ],
    ["aws:s3/bucket:Bucket", { forceDestroy: true }, "may be deleted with all that is in it (forceDestroy)"],
    ["aws:rds/cluster:Cluster", { skipFinalSnapshot: true }, "is deleted without a last snapshot (skipFinalSnapshot)"],
    [
      "pulumi:providers:kubernetes",
      { context: "prod" },
      "has no clusterIdentifier: a renewed kubeconfig would replace every object in the cluster",
    ],
  ])("refuses %s with %j", (type, props, problem) => {
    expect(problems(keptData, resource(type, props))).toEqual([problem]);
    expect(problems(keptData, resource(type, props), { environment: "local" })).toEqual([]);
  });

  it.each([
    ["kubernetes:apps/v1:StatefulSet", claims("Retain", "Retain")],
    ["kubernetes:core/v1:PersistentVolume", { spec: { persistentVolumeReclaimPolicy: "Retain" } }],
    ["aws:s3/bucket:Bucket", {}],
    ["aws:rds/cluster:Cluster", { skipFinalSnapshot: false }],
    ["pulumi:providers:kubernetes", { clusterIdentifier: "prod" }],
  ])("accepts %s with %j", (type, props) => {
    expect(problems(keptData, resource(type, props))).toEqual([]);
  });

  it("refuses options that replace what holds data", () => {
    const options = { deleteBeforeReplace: true, replaceOnChanges: ["spec.replicas"] };
    expect(problems(keptData, resource("aws:s3/bucket:Bucket", {}, options))).toEqual([
      "is deleted before its replacement is there (deleteBeforeReplace)",
      "is replaced when spec.replicas changes (replaceOnChanges)",
    ]);
    expect(problems(keptData, resource("kubernetes:core/v1:ConfigMap", {}, options))).toEqual([]);
  });
});
