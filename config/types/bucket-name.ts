import { patternType } from "./text-type.ts";

/**
 * A setting that holds the name of a bucket. What S3 takes, less the dots, with which TLS certificates do not match
 * (https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucketnamingrules.html).
 */
export function bucketName() {
  return patternType({
    name: "bucket name",
    expected:
      'a bucket name of 3 to 63 lower-case letters, digits and hyphens such as "acme-metrics", without S3\'s own prefixes ' +
      "(xn--, sthree-, amzn-s3-demo-) and suffixes (-s3alias, --ol-s3, --x-s3, --table-s3, -an)",
    examples: ["acme-metrics"],
    pattern:
      /^(?!xn--|sthree-|amzn-s3-demo-)(?!.*(?:-s3alias|--ol-s3|--x-s3|--table-s3|-an)$)[a-z0-9][a-z0-9-]{1,61}[a-z0-9]$/,
    nearest: (text) =>
      text
        .toLowerCase()
        .replaceAll(/[^a-z0-9-]+/g, "-")
        .replaceAll(/^-+|-+$/g, ""),
  });
}
