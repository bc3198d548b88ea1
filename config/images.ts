import * as z from "zod";
import { images } from "../facts/images.ts";
import { imageDigest } from "./types/image.ts";
import { kubernetesSecretName } from "./types/kubernetes-secret.ts";
import { list } from "./types/list.ts";
import { patternType } from "./types/text-type.ts";

/** The images by their references without digests. */
const imageTags: readonly string[] = [...new Set(Object.values(images).map((image) => image.replace(/@.*$/, "")))];

/** Where container images come from. */
export const imagesSchema = z
  .strictObject({
    registry: patternType({
      name: "registry",
      expected: 'a registry such as "registry.example.com" or "registry.example.com:5000/mirror", without scheme',
      examples: ["registry.example.com:5000/mirror"],
      pattern: /^[a-z0-9](?:[a-z0-9.-]*[a-z0-9])?(?::[1-9]\d{0,4})?(?:\/[a-z0-9._-]+)*$/,
      nearest: (text) => text.replace(/^https?:\/\//, "").replace(/\/+$/, ""),
    })
      .exactOptional()
      .describe(
        "A mirror that takes the place of every image's own registry, for clusters that reach no other. " +
          "Left out: each image from its own registry.",
      ),
    pullSecrets: list(kubernetesSecretName())
      .prefault([])
      .describe(
        "Secrets of type `kubernetes.io/dockerconfigjson` that images are pulled with. They are there already, in the namespace of the servers " +
          "(`namespace`) and in that with `-host` behind it.",
      ),
    digests: z
      .partialRecord(z.enum(imageTags), imageDigest())
      .prefault({})
      .describe(
        "Digests of images, by reference without one, e.g. `quay.io/prometheus/alertmanager:v0.34.2`: for those that the program pins by " +
          "tag alone, and for a mirror whose copies have digests of their own. The tag is part of the name: a digest is of one version.",
      ),
  })
  .prefault({})
  .describe("Where container images come from.");
