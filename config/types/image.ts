import { patternType } from "./text-type.ts";

const HOST = "[a-z0-9](?:[a-z0-9.-]*[a-z0-9])?(?::[1-9]\\d{0,4})?";
const PATH = "[a-z0-9]+(?:(?:[._]|__|-+)[a-z0-9]+)*";
const TAG = "(?!latest(?:@|$))\\w[\\w.-]{0,127}";
const DIGEST = "sha256:[0-9a-f]{64}";

const example = "registry.example.com/prometheus/prometheus:v3.15.0";

/**
 * A setting that holds the whole reference of a container image (https://github.com/distribution/reference), pinned: the tag `latest`
 * may be another image tomorrow.
 */
export function imageReference() {
  return patternType({
    name: "image",
    expected: `the reference of an image with a tag other than latest, a digest (@sha256:…) or both, such as "${example}"`,
    examples: [example],
    pattern: new RegExp(`^(?:${HOST}/)?${PATH}(?:/${PATH})*(?::${TAG}(?:@${DIGEST})?|@${DIGEST})$`),
    nearest: (text) => text.trim().replace(/^https?:\/\//, ""),
  });
}

/** A setting that holds the digest of an image. */
export function imageDigest() {
  const digest = "sha256:efd719c99d83b060d9daefdcf00360461adf279f45ef5391f8d111892118753e";
  return patternType({
    name: "digest",
    expected: `the digest of an image, sha256: and 64 of 0-9 and a-f, such as "${digest}"`,
    examples: [digest],
    pattern: new RegExp(`^${DIGEST}$`),
    nearest: (text) => text.trim().replace(/^@/, ""),
  });
}
