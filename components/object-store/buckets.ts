import { Key } from "@pulumi/aws/kms/key.js";
import { Bucket } from "@pulumi/aws/s3/bucket.js";
import { BucketLifecycleConfiguration } from "@pulumi/aws/s3/bucketLifecycleConfiguration.js";
import { BucketOwnershipControls } from "@pulumi/aws/s3/bucketOwnershipControls.js";
import { BucketPolicy } from "@pulumi/aws/s3/bucketPolicy.js";
import { BucketPublicAccessBlock } from "@pulumi/aws/s3/bucketPublicAccessBlock.js";
import { BucketServerSideEncryptionConfiguration } from "@pulumi/aws/s3/bucketServerSideEncryptionConfiguration.js";
import { BucketVersioning } from "@pulumi/aws/s3/bucketVersioning.js";
import * as pulumi from "@pulumi/pulumi";
import type { BucketKind } from "../../config/object-store.ts";
import { bucketPolicyStatements } from "../aws/bucket-access.ts";
import { policyDocument } from "../aws/iam-policy.ts";
import type { Server } from "../workload/server.ts";
import { BucketRole, type BucketRoleArgs } from "./bucket-role.ts";

/** Arguments of `Buckets`. */
export interface BucketsArgs extends Omit<BucketRoleArgs, "server" | "bucketArn" | "keyArn"> {
  /** The names of the buckets. */
  readonly names: Readonly<Record<BucketKind, string>>;
  /** All servers of the stack: those that name a bucket get a role each. */
  readonly servers: readonly Server[];
  /** `protected`: Pulumi refuses to delete buckets and keys. */
  readonly data: "protected" | "disposable";
}

/** After how many days an upload that was never finished is removed: its parts are paid for and cannot be seen. */
const UNFINISHED_UPLOAD_DAYS = 7;

/** How long what was deleted or overwritten can be brought back, in days. */
const DELETED_DAYS = 14;

/** How long KMS waits before it deletes a key, in days; the longest that it takes. */
const KEY_DELETION_DAYS = 30;

/**
 * The stack's buckets in Amazon S3: one for each kind of data that a server keeps, encrypted with a key of their own, closed
 * to the public and to everybody but the servers' roles. Nothing in them expires by S3's rules: the servers delete by
 * themselves what is out of its retention.
 */
export class Buckets extends pulumi.ComponentResource {
  constructor(name: string, args: BucketsArgs, opts?: pulumi.ComponentResourceOptions) {
    super("aiobs:object-store:Buckets", name, {}, opts);
    const { names, servers, data, tags } = args;
    const protect = data === "protected";
    const key = new Key(
      `${name}-key`,
      {
        description: "Metrics, logs and traces in Amazon S3.",
        enableKeyRotation: true,
        deletionWindowInDays: KEY_DELETION_DAYS,
        tags: { ...tags },
      },
      { parent: this, protect },
    );
    for (const [kind, users] of Map.groupBy(servers.filter(uses), ({ bucket }) => bucket.kind)) {
      const bucket = this.bucket(`${name}-${kind}`, names[kind], key, args, protect);
      const roles = users.map(
        (server) => new BucketRole(server, { ...args, bucketArn: bucket.arn, keyArn: key.arn }, { parent: this }),
      );
      const arns = pulumi.all(roles.map(({ arn }) => arn));
      new BucketPolicy(
        `${name}-${kind}`,
        {
          bucket: bucket.bucket,
          policy: pulumi
            .all([bucket.arn, arns])
            .apply(([arn, [first = "", ...others]]) =>
              policyDocument("bucket", bucketPolicyStatements(arn, [first, ...others])),
            ),
        },
        { parent: this },
      );
    }
    this.registerOutputs({});
  }

  private bucket(name: string, bucketName: string, key: Key, { tags }: BucketsArgs, protect: boolean): Bucket {
    const child = { parent: this };
    const bucket = new Bucket(name, { bucket: bucketName, tags: { ...tags } }, { parent: this, protect });
    const of = { bucket: bucket.bucket };
    new BucketPublicAccessBlock(
      name,
      {
        ...of,
        blockPublicAcls: true,
        blockPublicPolicy: true,
        ignorePublicAcls: true,
        restrictPublicBuckets: true,
      },
      child,
    );
    new BucketOwnershipControls(name, { ...of, rule: { objectOwnership: "BucketOwnerEnforced" } }, child);
    new BucketServerSideEncryptionConfiguration(
      name,
      {
        ...of,
        rules: [
          {
            // One call to KMS for many objects: without it each block's every file costs one.
            bucketKeyEnabled: true,
            applyServerSideEncryptionByDefault: { sseAlgorithm: "aws:kms", kmsMasterKeyId: key.arn },
          },
        ],
      },
      { parent: this, dependsOn: [bucket] },
    );
    const versioning = new BucketVersioning(name, { ...of, versioningConfiguration: { status: "Enabled" } }, child);
    new BucketLifecycleConfiguration(
      name,
      {
        ...of,
        rules: [
          {
            id: "unfinished-uploads",
            status: "Enabled",
            filter: { prefix: "" },
            abortIncompleteMultipartUpload: { daysAfterInitiation: UNFINISHED_UPLOAD_DAYS },
          },
          {
            id: "deleted-objects",
            status: "Enabled",
            filter: { prefix: "" },
            noncurrentVersionExpiration: { noncurrentDays: DELETED_DAYS },
            expiration: { expiredObjectDeleteMarker: true },
          },
        ],
      },
      { parent: this, dependsOn: [versioning] },
    );
    return bucket;
  }
}

function uses(server: Server): server is Server & Required<Pick<Server, "bucket">> {
  return server.bucket !== undefined;
}
