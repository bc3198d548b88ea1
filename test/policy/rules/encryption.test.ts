import { describe, expect, it } from "vitest";
import type { JsonMap } from "../../../policy/json.ts";
import {
  encryptedBuckets,
  encryptedListeners,
  encryptedVolumes,
  rotatedKeys,
} from "../../../policy/rules/encryption.ts";
import { problems, resource } from "../resource.ts";

const mappings = (...encrypted: (string | boolean)[]) => ({
  blockDeviceMappings: encrypted.map((value) => ({ deviceName: "/dev/xvda", ebs: { encrypted: value } })),
});

describe("encrypted-volumes", () => {
  it.each<[string, JsonMap]>([
    ["aws:ebs/volume:Volume", { encrypted: true }],
    ["aws:rds/instance:Instance", { storageEncrypted: true }],
    ["aws:opensearch/domain:Domain", { encryptAtRest: { enabled: true } }],
    ["aws:ec2/launchTemplate:LaunchTemplate", mappings("true", "true")],
    ["aws:ec2/instance:Instance", { rootBlockDevice: { encrypted: true } }],
    ["kubernetes:karpenter.k8s.aws/v1:EC2NodeClass", { spec: mappings(true) }],
    [
      "kubernetes:storage.k8s.io/v1:StorageClass",
      { provisioner: "ebs.csi.aws.com", parameters: { encrypted: "true" } },
    ],
    ["kubernetes:storage.k8s.io/v1:StorageClass", { provisioner: "rancher.io/local-path" }],
  ])("accepts %s with %j", (type, props) => {
    expect(problems(encryptedVolumes, resource(type, props))).toEqual([]);
  });

  it.each<[string, JsonMap, string]>([
    ["aws:ebs/volume:Volume", {}, "is not encrypted (encrypted)"],
    ["aws:rds/instance:Instance", { storageEncrypted: false }, "is not encrypted (storageEncrypted)"],
    ["aws:opensearch/domain:Domain", {}, "is not encrypted (encryptAtRest.enabled)"],
    [
      "aws:ec2/launchTemplate:LaunchTemplate",
      {},
      "leaves its nodes' volumes as the image has them, which is not encrypted",
    ],
    ["aws:ec2/launchTemplate:LaunchTemplate", mappings("true", "false"), "has a volume that is not encrypted"],
    ["aws:ec2/instance:Instance", {}, "has a volume that is not encrypted"],
    ["kubernetes:karpenter.k8s.aws/v1:EC2NodeClass", { spec: mappings(false) }, "has a volume that is not encrypted"],
    [
      "kubernetes:storage.k8s.io/v1:StorageClass",
      { provisioner: "ebs.csi.aws.com" },
      "makes volumes that are not encrypted",
    ],
  ])("refuses %s with %j", (type, props, problem) => {
    expect(problems(encryptedVolumes, resource(type, props))).toEqual([problem]);
  });
});

describe("encrypted-buckets", () => {
  const bucket = resource("aws:s3/bucket:Bucket", {});
  const type = "aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration";

  it("accepts a bucket that says what it is encrypted with", () => {
    const encryption = resource(type, {}, { dependsOn: [bucket.urn] });
    expect(problems(encryptedBuckets, [bucket, encryption])).toEqual([]);
    const inline = resource("aws:s3/bucket:Bucket", { serverSideEncryptionConfiguration: { rule: {} } });
    expect(problems(encryptedBuckets, inline)).toEqual([]);
  });

  it("refuses one that does not, even if another one does", () => {
    expect(problems(encryptedBuckets, [bucket, resource(type, {})])).toEqual(["says nothing of its encryption"]);
  });
});

describe("rotated-keys", () => {
  const key = (props: JsonMap) => problems(rotatedKeys, resource("aws:kms/key:Key", props));

  it("refuses a symmetric key that is not rotated", () => {
    expect(key({})).toEqual(["is not rotated"]);
    expect(key({ enableKeyRotation: true })).toEqual([]);
  });

  it("leaves a key alone that AWS cannot rotate", () => {
    expect(key({ customerMasterKeySpec: "RSA_4096" })).toEqual([]);
  });
});

describe("encrypted-listeners", () => {
  const listener = (props: JsonMap) => problems(encryptedListeners, resource("aws:lb/listener:Listener", props));
  const ingress = (spec: JsonMap) =>
    problems(encryptedListeners, resource("kubernetes:networking.k8s.io/v1:Ingress", { spec }));

  it("refuses plain HTTP that does not redirect to TLS", () => {
    expect(listener({ protocol: "HTTPS" })).toEqual([]);
    expect(listener({ protocol: "HTTP", defaultActions: [{ redirect: { protocol: "HTTPS" } }] })).toEqual([]);
    expect(listener({ protocol: "HTTP", defaultActions: [{ type: "forward" }] })).toEqual([
      "takes requests over plain HTTP",
    ]);
  });

  it("refuses an Ingress without TLS for each of its hosts", () => {
    const rules = [{ host: "a.example.com" }, { host: "b.example.com" }];
    expect(ingress({ rules })).toEqual(["takes requests over plain HTTP (no tls)"]);
    expect(ingress({ rules, tls: [{ hosts: ["a.example.com"] }] })).toEqual([
      "takes requests for b.example.com over plain HTTP",
    ]);
    expect(ingress({ rules, tls: [{ hosts: ["a.example.com", "b.example.com"] }] })).toEqual([]);
  });

  const balancer = (annotations: JsonMap) =>
    problems(
      encryptedListeners,
      resource("kubernetes:networking.k8s.io/v1:Ingress", {
        metadata: { annotations },
        spec: { ingressClassName: "alb", tls: [{ hosts: ["a"] }], rules: [{ host: "a" }] },
      }),
    );

  it.each([
    {},
    { "alb.ingress.kubernetes.io/listen-ports": '[{"HTTP": 80}, {"HTTPS": 443}]' },
    { "alb.ingress.kubernetes.io/target-type": "ip" },
  ])("refuses a load balancer of AWS' on plain HTTP, whatever `tls` says: %j", (annotations) => {
    expect(balancer(annotations)).toEqual([expect.stringContaining("plain HTTP")]);
  });

  it.each([
    { "alb.ingress.kubernetes.io/listen-ports": '[{"HTTPS":443}]' },
    {
      "alb.ingress.kubernetes.io/listen-ports": '[{"HTTP":80},{"HTTPS":443}]',
      "alb.ingress.kubernetes.io/ssl-redirect": "443",
    },
    { "alb.ingress.kubernetes.io/certificate-arn": "arn:aws:acm:eu-central-1:111122223333:certificate/a" },
  ])("takes one that listens on TLS, or sends people there: %j", (annotations) => {
    expect(balancer(annotations)).toEqual([]);
  });

  it("refuses a route on every listener of its gateway", () => {
    const route = (parent: JsonMap) =>
      problems(
        encryptedListeners,
        resource("kubernetes:gateway.networking.k8s.io/v1:HTTPRoute", { spec: { parentRefs: [parent] } }),
      );
    expect(route({ name: "public", sectionName: "https" })).toEqual([]);
    expect(route({ name: "public" })).toEqual(["is on every listener of the gateway public (no sectionName)"]);
  });
});
