/**
 * What the real providers replace: the properties whose change makes them delete a resource and create another in its place.
 * All others are changed in place. Of the types that the program uses, from the sources of the providers that it pins.
 */

/** How the program configured a provider, where that decides what is replaced. */
export interface ProviderConfig {
  /** `mutable`: a ConfigMap's data is changed in place (`enableConfigMapMutable`). */
  readonly configMaps: "immutable" | "mutable";
  /** `mutable`: a Secret's data is changed in place (`enableSecretMutable`). */
  readonly secrets: "immutable" | "mutable";
}

/** Every Kubernetes object. https://github.com/pulumi/pulumi-kubernetes/blob/master/provider/pkg/provider/diff.go */
const NAME = ["metadata.name", "metadata.namespace"];

/** Types of Kubernetes objects, without their group's version. The same file. */
const KUBERNETES: Readonly<Record<string, readonly string[]>> = {
  DaemonSet: ["spec.selector"],
  Deployment: ["spec.selector"],
  Job: ["spec.completions", "spec.parallelism", "spec.selector", "spec.template"],
  PersistentVolumeClaim: ["spec.accessModes", "spec.selector", "spec.storageClassName", "spec.volumeName"],
  RoleBinding: ["roleRef"],
  ClusterRoleBinding: ["roleRef"],
  Secret: ["type"],
  Service: ["spec.clusterIP"],
  StatefulSet: [
    "spec.podManagementPolicy",
    "spec.revisionHistoryLimit",
    "spec.selector",
    "spec.serviceName",
    "spec.volumeClaimTemplates",
  ],
  StorageClass: ["parameters", "provisioner"],
};

/** `ForceNew` in https://github.com/hashicorp/terraform-provider-aws/tree/main/internal/service, under the names Pulumi gives. */
const AWS: Readonly<Record<string, readonly string[]>> = {
  "aws:autoscaling/tag:Tag": ["autoscalingGroupName", "tag.key"],
  "aws:ec2/launchTemplate:LaunchTemplate": ["name", "namePrefix"],
  "aws:ec2/placementGroup:PlacementGroup": ["name", "partitionCount", "spreadLevel", "strategy"],
  "aws:ec2/securityGroup:SecurityGroup": ["description", "name", "namePrefix", "vpcId"],
  "aws:eks/podIdentityAssociation:PodIdentityAssociation": ["clusterName", "namespace", "serviceAccount"],
  "aws:eks/nodeGroup:NodeGroup": [
    "amiType",
    "capacityType",
    "clusterName",
    "diskSize",
    "instanceTypes",
    "launchTemplate.id",
    "launchTemplate.name",
    "nodeGroupName",
    "nodeGroupNamePrefix",
    "nodeRoleArn",
    "remoteAccess",
    "subnetIds",
  ],
  "aws:iam/instanceProfile:InstanceProfile": ["name", "namePrefix", "path"],
  "aws:iam/role:Role": ["name", "namePrefix", "path"],
  "aws:iam/rolePolicy:RolePolicy": ["name", "namePrefix", "role"],
  "aws:iam/rolePolicyAttachment:RolePolicyAttachment": ["policyArn", "role"],
  "aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration": ["bucket", "expectedBucketOwner"],
  "aws:s3/bucketOwnershipControls:BucketOwnershipControls": ["bucket"],
  "aws:s3/bucketPolicy:BucketPolicy": ["bucket"],
  "aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock": ["bucket"],
  "aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration": [
    "bucket",
    "expectedBucketOwner",
  ],
  "aws:s3/bucketVersioning:BucketVersioning": ["bucket", "expectedBucketOwner"],
  "aws:kms/key:Key": ["customKeyStoreId", "customerMasterKeySpec", "keyUsage", "multiRegion", "xksKeyId"],
  "aws:s3/bucket:Bucket": ["bucket", "bucketPrefix", "objectLockEnabled"],
  "aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule": ["securityGroupId"],
  "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule": ["securityGroupId"],
};

/**
 * What the real provider keeps as it is when the program no longer says it: `Optional` and `Computed` in the same files. No such
 * change is seen, and none replaces.
 */
const KEPT: Readonly<Record<string, readonly string[]>> = {
  "aws:eks/nodeGroup:NodeGroup": ["amiType", "capacityType", "instanceTypes", "releaseVersion", "version"],
};

/** The properties of a type that stay what they were where they are left out. */
export function keptProperties(type: string): readonly string[] {
  return KEPT[type] ?? [];
}

/** `ForceNew` in https://github.com/grafana/terraform-provider-grafana/tree/main/internal/resources/grafana. */
const GRAFANA: Readonly<Record<string, readonly string[]>> = {
  "grafana:oss/dashboard:Dashboard": ["orgId"],
  "grafana:oss/folder:Folder": ["orgId", "parentFolderUid", "uid"],
};

/** https://github.com/hashicorp/terraform-provider-random: each input makes another value, a length or a keeper alike. */
const RANDOM: Readonly<Record<string, readonly string[]>> = {
  "random:index/randomId:RandomId": ["byteLength", "keepers", "prefix"],
  "random:index/randomPassword:RandomPassword": [
    ...["keepers", "length", "lower", "minLower", "minNumeric", "minSpecial", "minUpper", "number", "numeric"],
    ...["overrideSpecial", "special", "upper"],
  ],
};

const OTHERS: Readonly<Record<string, readonly string[]>> = { ...AWS, ...GRAFANA, ...RANDOM };

/** The properties of a type whose change replaces the resource. */
export function forceNewProperties(type: string, config: ProviderConfig): readonly string[] {
  if (!type.startsWith("kubernetes:")) return OTHERS[type] ?? [];
  const kind = type.slice(type.lastIndexOf(":") + 1);
  const own = KUBERNETES[kind] ?? [];
  if (kind === "ConfigMap" && config.configMaps === "immutable") return [...NAME, "binaryData", "data"];
  if (kind === "Secret" && config.secrets === "immutable") return [...NAME, ...own, "data", "stringData"];
  return [...NAME, ...own];
}

/**
 * The settings of a provider itself whose change replaces it, and with it everything that it made. Kubernetes: the cluster's
 * identity (`DiffConfig` in provider.go); without one, a kubeconfig that leads elsewhere, which the program rules out.
 */
export const forceNewConfig: Readonly<Record<string, readonly string[]>> = {
  kubernetes: ["clusterIdentifier"],
};
