import * as z from "zod";
import { patternType } from "./types/text-type.ts";

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
  })
  .prefault({})
  .describe("Where container images come from.");
