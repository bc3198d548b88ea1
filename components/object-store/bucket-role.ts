import * as pulumi from "@pulumi/pulumi";
import { bucketStatements } from "../aws/bucket-access.ts";
import { createPodRole, type PodRoleArgs } from "../aws/pod-role.ts";
import { objectName } from "../workload/labels.ts";
import type { Server } from "../workload/server.ts";

/** Arguments of `BucketRole`. */
export interface BucketRoleArgs extends Omit<PodRoleArgs, "description" | "statements"> {
  readonly bucketArn: pulumi.Input<string>;
  /** The bucket's KMS key. */
  readonly keyArn: pulumi.Input<string>;
}

/** The role of one server's pods: it may do with its bucket what the server does with it, and nothing else. */
export class BucketRole extends pulumi.ComponentResource {
  readonly arn: pulumi.Output<string>;

  constructor(
    server: Server & Required<Pick<Server, "bucket">>,
    { bucketArn, keyArn, ...args }: BucketRoleArgs,
    opts?: pulumi.ComponentResourceOptions,
  ) {
    const name = `${objectName(server)}-bucket`;
    super("aiobs:object-store:BucketRole", name, {}, opts);
    const statements = pulumi
      .all([bucketArn, keyArn])
      .apply(([bucket, key]) => bucketStatements({ bucketArn: bucket, keyArn: key, use: server.bucket.use }));
    const description = `${objectName(server)}: its bucket, and nothing else.`;
    this.arn = createPodRole(name, server, { ...args, description, statements }, { parent: this });
    this.registerOutputs({ arn: this.arn });
  }
}
