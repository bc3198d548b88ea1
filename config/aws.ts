import * as z from "zod";
import { REGION } from "../facts/regions.ts";
import { patternType } from "./types/text-type.ts";

/**
 * Keys of the tags that the program sets: what a bill must tell on everything in AWS (`stack`: Pulumi's), and what some
 * things have beside.
 */
export const ownTags = ["project", "stack", "environment", "owner", "component", "pool", "Name"] as const;

/** The key of one of the program's own tags. */
export type OwnTag = (typeof ownTags)[number];

const tagText = (name: string, longest: number) =>
  patternType({
    name: `tag ${name}`,
    expected: `a tag's ${name} of at most ${longest} letters, digits, spaces and _.:/=+-@, not starting with "aws:"`,
    examples: ["cost-centre"],
    // EC2 takes all of Unicode's letters; these are the ones that every AWS service and every editor's regular
    // expressions agree on (https://docs.aws.amazon.com/tag-editor/latest/userguide/best-practices-and-strats.html).
    pattern: new RegExp(`^(?![aA][wW][sS]:)[\\w .:/=+@-]{1,${longest}}$`),
  });

/** The AWS account that node pools are made in. */
export const awsSchema = z
  .strictObject({
    region: patternType({
      name: "region",
      expected: 'an AWS region such as "eu-central-1"',
      examples: ["eu-central-1"],
      pattern: REGION,
      nearest: (text) => text.replace(/[a-z]$/, ""),
    }).describe("The region."),
    accountId: patternType({
      name: "account",
      expected: 'an account of 12 digits, in quotes, such as "111122223333"',
      examples: ["111122223333"],
      pattern: /^\d{12}$/,
    })
      .exactOptional()
      .describe("The only account that may be touched. Left out: the one that the credentials belong to."),
    cniPermissions: z
      .enum(["service-account", "node-role"])
      .prefault("service-account")
      .describe(
        "How the cluster's VPC CNI gets its permissions. `service-account` is what AWS recommends; with `node-role` every " +
          "pod on a node's own network may change its interfaces. With the wrong one, nodes never become ready.",
      ),
    nodeShell: z
      .enum(["off", "session-manager"])
      .prefault("off")
      .describe(
        "A way for people into the nodes: `session-manager` lets AWS Systems Manager open shells on them, for those whom IAM lets " +
          "start sessions; no port is opened. `off`: there is none.",
      ),
    volumeKeyArn: patternType({
      name: "KMS key",
      expected: 'the ARN of a KMS key such as "arn:aws:kms:eu-central-1:111122223333:key/0a1b2c3d-…"',
      examples: ["arn:aws:kms:eu-central-1:111122223333:key/0a1b2c3d-4e5f-6071-8293-a4b5c6d7e8f9"],
      pattern: /^arn:aws[a-z-]*:kms:[a-z0-9-]+:\d{12}:(?:key|alias)\/[\w/-]+$/,
    })
      .exactOptional()
      .describe(
        "KMS key of the nodes' volumes. Left out: the account's default key for EBS; they are encrypted either way.",
      ),
    maxGpus: z
      .int()
      .min(0)
      .exactOptional()
      .describe(
        "GPUs that all node pools together may scale to: a pool's `max` is quickly one digit longer. Left out: none in " +
          "`local`, 8 in `dev`, else 128.",
      ),
    tags: z
      .record(tagText("key", 128), tagText("value", 256))
      .prefault({})
      .describe("Tags on everything in AWS, beside the program's own (`owner`, `environment`, …)."),
  })
  .describe("AWS. Left out: nothing is made there.");
