/** Data is encrypted where it rests and on its way. */
import { at, isMap, isTrueAt, type Json, listAt, textAt } from "../json.ts";
import { annotationsOf, kindOf } from "../kubernetes.ts";
import type { PolicyResource, ResourcePolicy, StackPolicy } from "../policy.ts";

/** Type → the property that must be true. */
const ENCRYPTED_BY: Readonly<Record<string, readonly string[]>> = {
  "aws:docdb/cluster:Cluster": ["storageEncrypted"],
  "aws:ebs/volume:Volume": ["encrypted"],
  "aws:efs/fileSystem:FileSystem": ["encrypted"],
  "aws:elasticache/replicationGroup:ReplicationGroup": ["atRestEncryptionEnabled"],
  "aws:neptune/cluster:Cluster": ["storageEncrypted"],
  "aws:opensearch/domain:Domain": ["encryptAtRest", "enabled"],
  "aws:rds/cluster:Cluster": ["storageEncrypted"],
  "aws:rds/instance:Instance": ["storageEncrypted"],
};

/** Type → its lists of a node's volumes. A node's image brings volumes that are not encrypted unless they are named here. */
const VOLUMES_OF: Readonly<Record<string, (props: Json) => readonly Json[]>> = {
  "aws:ec2/instance:Instance": (props) => [at(props, "rootBlockDevice") ?? {}, ...listAt(props, "ebsBlockDevices")],
  "aws:ec2/launchTemplate:LaunchTemplate": ebsMappings,
  "kubernetes:karpenter.k8s.aws/v1:EC2NodeClass": (props) => ebsMappings(at(props, "spec") ?? {}),
};

const STORAGE_CLASS = "kubernetes:storage.k8s.io/v1:StorageClass";

/** Volumes, databases and caches. */
export const encryptedVolumes: ResourcePolicy = {
  judges: "resource",
  name: "encrypted-volumes",
  description:
    "Every volume, database and cache is encrypted; so are the volumes of nodes, and those a StorageClass makes on EBS.",
  remedy: "turn encryption on",
  enforcement: "mandatory",
  applies: ({ type }) => Object.hasOwn(ENCRYPTED_BY, type) || Object.hasOwn(VOLUMES_OF, type) || type === STORAGE_CLASS,
  check({ type, props }) {
    if (type === STORAGE_CLASS) {
      const isEbs = textAt(props, "provisioner") === "ebs.csi.aws.com";
      return isEbs && !isTrueAt(props, "parameters", "encrypted") ? ["makes volumes that are not encrypted"] : [];
    }
    const path = ENCRYPTED_BY[type];
    if (path !== undefined) return isTrueAt(props, ...path) ? [] : [`is not encrypted (${path.join(".")})`];
    const volumes = VOLUMES_OF[type]?.(props) ?? [];
    if (volumes.length === 0) return ["leaves its nodes' volumes as the image has them, which is not encrypted"];
    return volumes.some((volume) => !isTrueAt(volume, "encrypted")) ? ["has a volume that is not encrypted"] : [];
  },
};

function ebsMappings(props: Json): readonly Json[] {
  return listAt(props, "blockDeviceMappings").flatMap((mapping) => {
    const ebs = at(mapping, "ebs");
    return isMap(ebs) ? [ebs] : [];
  });
}

const BUCKET = "aws:s3/bucket:Bucket";
const BUCKET_ENCRYPTION = "aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration";

/** S3 encrypts by itself since 2023, with a key of its own; which key it is must be a decision. */
export const encryptedBuckets: StackPolicy = {
  judges: "stack",
  name: "encrypted-buckets",
  description: "Every bucket says what it is encrypted with.",
  remedy: "create a BucketServerSideEncryptionConfiguration for it",
  enforcement: "mandatory",
  applies: ({ type }) => type === BUCKET,
  checkStack: (resources) =>
    resources
      .filter(({ type, props }) => type === BUCKET && !isMap(at(props, "serverSideEncryptionConfiguration")))
      .filter(
        ({ urn }) => !resources.some(({ type, dependsOn }) => type === BUCKET_ENCRYPTION && dependsOn.includes(urn)),
      )
      .map((resource) => ({ resource, problem: "says nothing of its encryption" })),
};

/** A key that is never rotated encrypts more the longer it is used, all of it lost with one leak. */
export const rotatedKeys: ResourcePolicy = {
  judges: "resource",
  name: "rotated-keys",
  description: "Every symmetric KMS key is rotated by AWS.",
  remedy: "set enableKeyRotation",
  enforcement: "mandatory",
  applies: ({ type, props }) =>
    type === "aws:kms/key:Key" &&
    (textAt(props, "customerMasterKeySpec") ?? "SYMMETRIC_DEFAULT") === "SYMMETRIC_DEFAULT",
  check: ({ props }) => (isTrueAt(props, "enableKeyRotation") ? [] : ["is not rotated"]),
};

const LISTENERS = new Set(["aws:alb/listener:Listener", "aws:lb/listener:Listener"]);

/** What takes requests from outside the cluster. */
export const encryptedListeners: ResourcePolicy = {
  judges: "resource",
  name: "encrypted-listeners",
  description:
    "Every listener of a load balancer, every Ingress and every route of a gateway speaks TLS; plain HTTP may only redirect to it.",
  remedy:
    "give it a certificate (an Ingress: `tls` with the host; one of AWS': listen-ports; a route: the TLS listener)",
  enforcement: "mandatory",
  applies: (resource) => LISTENERS.has(resource.type) || ["Ingress", "HTTPRoute"].includes(kindOf(resource) ?? ""),
  check(resource) {
    switch (kindOf(resource)) {
      case "Ingress":
        return [...plainHosts(resource), ...plainBalancer(resource)];
      case "HTTPRoute":
        return plainRoute(resource);
      default:
        return plainListener(resource);
    }
  },
};

function plainListener({ props }: PolicyResource): readonly string[] {
  const actions = listAt(props, "defaultActions");
  const redirects = actions.length > 0 && actions.every((action) => textAt(action, "redirect", "protocol") === "HTTPS");
  return textAt(props, "protocol") === "HTTP" && !redirects ? ["takes requests over plain HTTP"] : [];
}

function plainHosts({ props }: PolicyResource): readonly string[] {
  const tls = listAt(props, "spec", "tls");
  const covered = tls.flatMap((entry) => listAt(entry, "hosts"));
  if (tls.length === 0) return ["takes requests over plain HTTP (no tls)"];
  return listAt(props, "spec", "rules")
    .map((rule) => textAt(rule, "host"))
    .filter((host) => host !== undefined && !covered.includes(host))
    .map((host) => `takes requests for ${host} over plain HTTP`);
}

/** https://kubernetes-sigs.github.io/aws-load-balancer-controller/latest/guide/ingress/annotations/#traffic-listening */
const ALB = "alb.ingress.kubernetes.io/";

/** AWS' controller goes by its annotations, not by `tls`: it listens on plain HTTP unless one of them says otherwise. */
function plainBalancer({ props }: PolicyResource): readonly string[] {
  const annotations = annotationsOf(props);
  const isAws = textAt(props, "spec", "ingressClassName") === "alb" || [...annotations.keys()].some(isAlbs);
  if (!isAws || annotations.has(`${ALB}ssl-redirect`)) return [];
  const ports = annotations.get(`${ALB}listen-ports`);
  const isPlain = ports === undefined ? !annotations.has(`${ALB}certificate-arn`) : /"HTTP"\s*:/.test(ports);
  return isPlain ? [`asks for a load balancer on plain HTTP (no ${ALB}listen-ports: '[{"HTTPS":443}]')`] : [];
}

function isAlbs(key: string): boolean {
  return key.startsWith(ALB);
}

/** A route that names no listener is served by all of its gateway's, those on plain HTTP as well. */
function plainRoute({ props }: PolicyResource): readonly string[] {
  return listAt(props, "spec", "parentRefs")
    .filter((parent) => textAt(parent, "sectionName") === undefined)
    .map((parent) => `is on every listener of the gateway ${textAt(parent, "name") ?? ""} (no sectionName)`);
}
