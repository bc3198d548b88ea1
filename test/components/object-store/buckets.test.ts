import { describe, expect, it } from "vitest";
import { foundationOf } from "../../../components/foundation/foundation.ts";
import { awsProvider } from "../../../components/foundation/providers.ts";
import { objectStoreOf } from "../../../components/object-store/object-store.ts";
import { ownBuckets } from "../../../components/object-store/own-buckets.ts";
import { placeFacts } from "../../../components/place.ts";
import { serversOf } from "../../../components/servers.ts";
import { objectName } from "../../../components/workload/labels.ts";
import type { Server } from "../../../components/workload/server.ts";
import { estimateSeries } from "../../../mixins/cardinality/estimate.ts";
import type { Plan } from "../../../preview/plan.ts";
import type { Json } from "../../../preview/record.ts";
import { formatPlace } from "../../../problems/format.ts";
import { decide } from "../aws/decide.ts";
import { namesOf, planOf, planServers, resource } from "../plan-of.ts";
import { settingsWith } from "../settings.ts";

/** The estimate of a stack that scrapes nothing. */
const estimate = estimateSeries({ jobs: [], recorded: {}, scrapeSeconds: 15, evaluationSeconds: 15 });

const provider = "arn:aws:iam::111122223333:oidc-provider/oidc.eks.eu-central-1.amazonaws.com/id/X";
const inAws = (objectStore: object = {}) =>
  settingsWith({
    objectStore: { kind: "aws", ...objectStore },
    thanos: {},
    aws: { region: "eu-central-1", accountId: "111122223333" },
    foundation: {
      clusterName: "acme",
      oidcProvider: { arn: provider, url: "https://oidc.eks.eu-central-1.amazonaws.com/id/X" },
    },
  });
const bucketElsewhere = {
  objectStore: {
    kind: "s3",
    endpoint: "minio.storage.svc:80",
    targetPort: 9000,
    tls: "off",
    buckets: { metrics: "blocks" },
    accessKey: { secret: "accessKey" },
    secretKey: { secret: "secretKey" },
  },
  thanos: {},
};
const elsewhere = settingsWith(bucketElsewhere);

function serversFor(settings: ReturnType<typeof settingsWith>): readonly Server[] {
  return Object.values(
    serversOf(placeFacts("test", settings), settings, {
      mixins: [],
      shown: [],
      grafanaAlerts: [],
      scraped: [],
      estimate,
      placement: () => "ruler",
    }),
  ).flat();
}

function plan(settings = inAws(), data: "protected" | "disposable" = "protected"): Promise<Plan> {
  return planOf(() => {
    ownBuckets({
      place: placeFacts("test", settings),
      settings,
      foundation: foundationOf(settings.foundation),
      servers: serversFor(settings),
      data,
      aws: awsProvider(settings.aws),
    });
  });
}

const text = (value: Json | undefined): string => {
  if (typeof value !== "string")
    throw new Error(`${formatPlace({ file: "plan" })}: ${JSON.stringify(value)} is no text`);
  return value;
};

describe("buckets in Amazon S3", () => {
  it("are closed to the public, encrypted with a key of their own that rotates, versioned, and protected with it", async () => {
    const planned = await plan();
    const bucket = resource(planned, "Bucket");
    expect(bucket.inputs.bucket).toBe("test-cluster-111122223333-metrics");
    expect(resource(planned, "BucketPublicAccessBlock").inputs).toMatchObject({
      blockPublicAcls: true,
      blockPublicPolicy: true,
      ignorePublicAcls: true,
      restrictPublicBuckets: true,
    });
    expect(resource(planned, "Key").inputs.enableKeyRotation).toBe(true);
    expect(resource(planned, "BucketServerSideEncryptionConfiguration").inputs).toMatchObject({
      rules: [{ applyServerSideEncryptionByDefault: { sseAlgorithm: "aws:kms" } }],
    });
    expect(resource(planned, "BucketVersioning").inputs).toMatchObject({
      versioningConfiguration: { status: "Enabled" },
    });
    expect([bucket, resource(planned, "Key")].map(({ protect }) => protect)).toEqual([true, true]);
  });

  it("lose nothing by S3's own rules but what was never finished or already deleted", async () => {
    const { rules } = resource(await plan(), "BucketLifecycleConfiguration").inputs;
    const allowed = ["id", "status", "filter", "abortIncompleteMultipartUpload", "noncurrentVersionExpiration"];
    for (const rule of Array.isArray(rules) ? rules : []) {
      const { expiration = {}, ...rest } = Object(rule);
      expect(Object.keys(rest).filter((key) => !allowed.includes(key))).toEqual([]);
      expect(Object.keys(expiration).filter((key) => key !== "expiredObjectDeleteMarker")).toEqual([]);
    }
    expect(rules).toHaveLength(2);
  });

  it("are used by each server as it says, and by nobody else", async () => {
    const planned = await plan();
    const bucket = text(resource(planned, "Bucket").inputs.bucket);
    const object = `${"arn:aws:s3:::"}${bucket}/01ABC/index`;
    const may = (role: string, action: string) => {
      const policy = text(resource(planned, "RolePolicy", role).inputs.policy);
      // The plan knows no ARN yet: it stands for itself.
      const own = policy.replaceAll(/"[^"]*\/\*"/g, `"${object}"`);
      return decide([own], { principal: role, action, resource: object });
    };
    const users = serversFor(inAws()).filter((server) => server.bucket !== undefined);
    expect(namesOf(planned, "RolePolicy").toSorted()).toEqual(
      users.map((server) => `${objectName(server)}-bucket`).toSorted(),
    );
    expect(may("thanos-receive-bucket", "s3:PutObject")).toBe("allow");
    expect(may("thanos-receive-bucket", "s3:DeleteObject")).toBe("not allowed");
    expect(may("thanos-store-0-bucket", "s3:GetObject")).toBe("allow");
    expect(may("thanos-store-0-bucket", "s3:PutObject")).toBe("not allowed");
    expect(may("thanos-compactor-bucket", "s3:DeleteObject")).toBe("allow");
  });

  it("are opened by Pod Identity to each server's own account", async () => {
    const planned = await plan();
    for (const name of namesOf(planned, "PodIdentityAssociation")) {
      const { namespace, serviceAccount, clusterName } = resource(planned, "PodIdentityAssociation", name).inputs;
      expect([`${serviceAccount}-bucket`, namespace, clusterName]).toEqual([name, "monitoring", "acme"]);
    }
    expect(namesOf(planned, "PodIdentityAssociation")).toEqual(namesOf(planned, "RolePolicy"));
  });

  it("lets no other cluster's pods take a role, for accounts and namespaces have the same names there", async () => {
    const planned = await plan();
    const name = "thanos-store-0";
    const trust = text(resource(planned, "Role", `${name}-bucket`).inputs.assumeRolePolicy);
    const asks = (cluster: string) =>
      decide([trust], {
        principal: "pods.eks.amazonaws.com",
        action: "sts:AssumeRole",
        resource: "the role",
        context: {
          "aws:RequestTag/eks-cluster-arn": `arn:aws:eks:eu-central-1:111122223333:cluster/${cluster}`,
          "aws:RequestTag/kubernetes-namespace": "monitoring",
          "aws:RequestTag/kubernetes-service-account": name,
        },
      });
    expect([asks("acme"), asks("acme-2")]).toEqual(["allow", "not allowed"]);
  });

  it("are opened by the OIDC provider to roles that the service accounts name", async () => {
    const settings = inAws({ identity: "irsa" });
    const planned = await plan(settings);
    expect(namesOf(planned, "PodIdentityAssociation")).toEqual([]);
    for (const server of serversFor(settings).filter(({ bucket }) => bucket !== undefined)) {
      const role = resource(planned, "Role", `${objectName(server)}-bucket`);
      expect(server.accountAnnotations).toEqual({
        "eks.amazonaws.com/role-arn": `arn:aws:iam::111122223333:role/${role.inputs.name}`,
      });
      expect(text(role.inputs.assumeRolePolicy)).toContain(`system:serviceaccount:monitoring:${objectName(server)}`);
    }
  });

  it("may be given up in a stack whose data are disposable", async () => {
    const planned = await plan(inAws(), "disposable");
    expect(resource(planned, "Bucket").protect).toBe(false);
  });
});

describe("the way to a bucket", () => {
  it("leads a server with a role to S3 and to Pod Identity's agent, and no other server", () => {
    const ways = (server: Server) =>
      server.calls.flatMap(({ to, ports }) => (to.kind === "addresses" ? [`${to.name} ${ports[0]?.number}`] : []));
    for (const server of serversFor(inAws()).filter(({ name }) => name.startsWith("thanos"))) {
      const expected = server.bucket === undefined ? [] : ["internet 443", "pod identity agent 80"];
      expect(ways(server)).toEqual(expected);
    }
  });

  it("holds the keys of another server in a Secret alone", async () => {
    const store = objectStoreOf(elsewhere, placeFacts("test", elsewhere));
    const opened = serversFor(elsewhere).filter(({ name }) => name === "thanos-compactor");
    const planned = await planServers(opened, { secrets: { accessKey: "AKIA", secretKey: "s3cret" } });
    const { stringData } = resource(planned, "Secret").inputs;
    expect(Object.keys(Object(stringData))).toEqual(["access-key", "secret-key"]);
    expect(JSON.stringify(planned.resources)).not.toMatch(/AKIA|s3cret/);
    const [{ env = [] } = {}] = Object(resource(planned, "StatefulSet").inputs.spec).template.spec.containers;
    const names = env.map(({ name, valueFrom }: { name: string; valueFrom?: { secretKeyRef?: object } }) => [
      name,
      valueFrom?.secretKeyRef,
    ]);
    expect(names).toContainEqual([
      "AWS_SECRET_ACCESS_KEY",
      { name: "thanos-compactor-object-store", key: "secret-key" },
    ]);
    expect(store?.bucket("metrics")).toEqual({
      bucket: "blocks",
      endpoint: "minio.storage.svc:80",
      region: "us-east-1",
      insecure: true,
      addressing: "path",
    });
  });

  it("names the bucket in the path but at Amazon, whose buckets have DNS names", () => {
    const addressing = (endpoint: string) => {
      const { targetPort: _, ...objectStore } = bucketElsewhere.objectStore;
      const settings = settingsWith({ ...bucketElsewhere, objectStore: { ...objectStore, endpoint } });
      return objectStoreOf(settings, placeFacts("test", settings))?.bucket("metrics").addressing;
    };
    expect(addressing("s3.eu-central-1.amazonaws.com:443")).toBe("auto");
    expect(addressing("s3.cn-north-1.amazonaws.com.cn:443")).toBe("auto");
    expect(addressing("notamazonaws.com:443")).toBe("path");
  });
});
