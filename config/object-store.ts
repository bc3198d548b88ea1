import * as z from "zod";
import { podIdentity } from "./pod-identity.ts";
import { wayTo } from "./receivers/way-out.ts";
import { fitHost, privateCidrs, targetPort } from "./receivers/whereabouts.ts";
import { bucketName } from "./types/bucket-name.ts";
import { cidr } from "./types/cidr.ts";
import { hostPort } from "./types/host-port.ts";
import { anySecretRef } from "./types/kubernetes-secret.ts";
import { list } from "./types/list.ts";
import { patternType } from "./types/text-type.ts";

/** What is kept in object storage, each in a bucket of its own. */
export const bucketKinds = ["metrics", "logs", "traces"] as const;
export type BucketKind = (typeof bucketKinds)[number];

const bucketsSchema = {
  metrics: bucketName().exactOptional().describe("Bucket of Thanos' blocks."),
  logs: bucketName().exactOptional().describe("Bucket of Loki's chunks and index."),
  traces: bucketName().exactOptional().describe("Bucket of Tempo's blocks."),
};

const aws = z
  .strictObject({
    kind: z.literal("aws").describe("Amazon S3: the stack makes the buckets, their key and a role for each writer."),
    buckets: z
      .strictObject(bucketsSchema)
      .prefault({})
      .describe("Names of the buckets. Left out: `<cluster>-<account>-<metrics, logs or traces>`."),
    identity: podIdentity(),
    cidrs: list(cidr(), { min: 1 })
      .exactOptional()
      .describe(
        "Networks that S3 answers from, for the network policies: those of a VPC endpoint of type Interface. Left out: every " +
          "public address, which a Gateway endpoint has too.",
      ),
  })
  .describe("Buckets in Amazon S3, in the account of `aws`.");

const s3 = z
  .strictObject({
    kind: z.literal("s3").describe("Any server that speaks S3. The buckets are there already."),
    endpoint: hostPort().describe("Where it listens."),
    region: patternType({
      name: "region",
      expected: 'the name of a region such as "us-east-1"',
      examples: ["us-east-1"],
      pattern: /^[a-z0-9][a-z0-9-]*$/,
    })
      .prefault("us-east-1")
      .describe("What requests are signed for. Most servers take any."),
    tls: z
      .enum(["on", "off"])
      .prefault("on")
      .describe("`off` speaks plain HTTP: only to a server in the same cluster."),
    cidrs: privateCidrs(),
    targetPort: targetPort(),
    buckets: z
      .strictObject(bucketsSchema)
      .describe("Names of the buckets, one for each kind of data that the stack keeps in them."),
    accessKey: anySecretRef("access-key").describe("The access key's id."),
    secretKey: anySecretRef("secret-key").describe("The secret access key."),
  })
  .check(fitHost(({ endpoint }) => endpoint.host))
  .transform(({ endpoint, cidrs, targetPort: target, ...given }) => ({
    ...given,
    endpoint,
    calls: wayTo(endpoint.host, endpoint.port, {
      protocol: "http",
      ...(cidrs === undefined ? {} : { cidrs }),
      ...(target === undefined ? {} : { targetPort: target }),
    }),
  }))
  .describe("Buckets of a server that speaks S3.");

/** Where blocks, chunks and traces are kept for long. */
export const objectStoreSchema = z
  .discriminatedUnion("kind", [aws, s3])
  .describe("Object storage for what is kept for long. Left out: none, and Prometheus keeps its own days alone.");
