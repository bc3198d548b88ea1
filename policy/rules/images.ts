import { textAt } from "../json.ts";
import { containerProblems, makesPods } from "../pods.ts";
import type { ResourcePolicy } from "../policy.ts";

/** A digest, or a tag, which follows the last slash: what precedes that may be a port. */
const PINNED = /(?:^[^@]+:\w[\w.-]*|@sha256:[0-9a-f]{64})$/;

/** An image that may be another one tomorrow is not what was tested. */
export const pinnedImages: ResourcePolicy = {
  judges: "resource",
  name: "pinned-images",
  description: "Every container runs an image with a tag or digest, and the tag is not `latest`.",
  remedy: "pin a version in facts/images.ts",
  enforcement: "mandatory",
  applies: makesPods,
  check: (resource) =>
    containerProblems(resource, ({ value }) => {
      const image = textAt(value, "image") ?? "no image";
      return PINNED.test(image) && !image.endsWith(":latest") ? [] : [`runs ${image}`];
    }),
};
