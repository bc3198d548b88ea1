/** What holds data. */
import { kindOf } from "./kubernetes.ts";
import type { PolicyResource } from "./policy.ts";

/** Kubernetes kinds whose loss is a loss of data: with a namespace goes every claim in it. */
const KINDS = new Set(["Namespace", "PersistentVolume", "PersistentVolumeClaim", "StatefulSet"]);

/** AWS types whose loss is a loss of data: buckets, keys (what they encrypted goes with them), volumes, databases. */
const AWS_TYPES = new Set([
  "aws:docdb/cluster:Cluster",
  "aws:dynamodb/table:Table",
  "aws:ebs/snapshot:Snapshot",
  "aws:ebs/volume:Volume",
  "aws:efs/fileSystem:FileSystem",
  "aws:elasticache/replicationGroup:ReplicationGroup",
  "aws:fsx/lustreFileSystem:LustreFileSystem",
  "aws:kms/key:Key",
  "aws:memorydb/cluster:Cluster",
  "aws:neptune/cluster:Cluster",
  "aws:opensearch/domain:Domain",
  "aws:rds/cluster:Cluster",
  "aws:rds/instance:Instance",
  "aws:s3/bucket:Bucket",
  "aws:s3/directoryBucket:DirectoryBucket",
]);

/** Whether a resource holds data. */
export function holdsData(resource: PolicyResource): boolean {
  return KINDS.has(kindOf(resource) ?? "") || AWS_TYPES.has(resource.type);
}
