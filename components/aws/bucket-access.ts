/** Who may do what to a bucket of the stack's own data: the roles' side and the bucket's side. */
import type { Action, Statement } from "./iam-policy.ts";

/**
 * What a server does with its bucket: `read` (store gateways, queriers), `append` (what uploads and never removes) or
 * `manage` (compactors and monoliths, which remove what is out of its retention).
 */
export type BucketUse = "read" | "append" | "manage";

const READ = ["s3:GetObject"] as const satisfies readonly Action[];
/** An upload in parts can be given up: parts left behind are paid for. */
const APPEND = [
  "s3:PutObject",
  "s3:AbortMultipartUpload",
  "s3:ListMultipartUploadParts",
] as const satisfies readonly Action[];
const REMOVE = ["s3:DeleteObject"] as const satisfies readonly Action[];

const objectActions: Readonly<Record<BucketUse, readonly [Action, ...Action[]]>> = {
  read: READ,
  append: [...READ, ...APPEND],
  manage: [...READ, ...APPEND, ...REMOVE],
};

/** Arguments of {@link bucketStatements}. */
export interface BucketAccessArgs {
  readonly bucketArn: string;
  readonly use: BucketUse;
  /** The bucket's KMS key. */
  readonly keyArn: string;
}

/** The statements of a role's own policy that let a server use its bucket, and no other. */
export function bucketStatements({ bucketArn, use, keyArn }: BucketAccessArgs): readonly Statement[] {
  return [
    { sid: "UseObjects", effect: "Allow", actions: objectActions[use], resources: [`${bucketArn}/*`] },
    { sid: "ListBucket", effect: "Allow", actions: ["s3:ListBucket"], resources: [bucketArn] },
    { sid: "LocateBucket", effect: "Allow", actions: ["s3:GetBucketLocation"], resources: [bucketArn] },
    keyStatement(use, keyArn),
  ];
}

/** Reading decrypts; an upload in parts also decrypts the parts it puts together. */
function keyStatement(use: BucketUse, keyArn: string): Statement {
  const actions: readonly [Action, ...Action[]] =
    use === "read" ? ["kms:Decrypt"] : ["kms:Decrypt", "kms:GenerateDataKey"];
  return { sid: "UseKey", effect: "Allow", actions, resources: [keyArn] };
}

/**
 * The statements of the bucket's own policy: nothing over plain HTTP, nothing with old TLS, and nobody but the named
 * roles gets at the objects, whatever their own policies say. The account's administrators keep the bucket itself.
 *
 * @param bucketArn the bucket.
 * @param roleArns roles that may use the objects.
 */
export function bucketPolicyStatements(
  bucketArn: string,
  roleArns: readonly [string, ...string[]],
): readonly Statement[] {
  return [
    {
      sid: "DenyPlainHttp",
      effect: "Deny",
      actions: ["s3:*"],
      resources: [bucketArn, `${bucketArn}/*`],
      principal: "everyone",
      conditions: { Bool: { "aws:SecureTransport": ["false"] } },
    },
    {
      sid: "DenyOldTls",
      effect: "Deny",
      actions: ["s3:*"],
      resources: [bucketArn, `${bucketArn}/*`],
      principal: "everyone",
      conditions: { NumericLessThan: { "s3:TlsVersion": ["1.2"] } },
    },
    {
      sid: "DenyObjectsToOthers",
      effect: "Deny",
      actions: ["s3:GetObject", "s3:PutObject", "s3:DeleteObject"],
      resources: [`${bucketArn}/*`],
      principal: "everyone",
      conditions: { ArnNotEquals: { "aws:PrincipalArn": [...roleArns] } },
    },
  ];
}
