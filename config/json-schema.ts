import * as z from "zod";
import { otherNamespaces } from "./other-config.ts";
import { settingsSchema } from "./schema.ts";
import type { Section } from "./section.ts";

type JsonSchema = z.core.JSONSchema.BaseSchema;

/** The settings as they are written, as JSON Schema. Draft 7 is what editors' YAML support knows best. */
export function settingsJsonSchema(sections: readonly Section[]): JsonSchema {
  const brought = Object.fromEntries(sections.map(({ key, schema }) => [key, schema.exactOptional()]));
  return z.toJSONSchema(settingsSchema.extend(brought), { io: "input", target: "draft-07" });
}

/** An encrypted value, as `pulumi config set --secret` writes it. */
const encrypted: JsonSchema = {
  description: "A secret that a setting names, set with `pulumi config set --secret <name>`.",
  type: "object",
  properties: { secure: { type: "string" } },
  required: ["secure"],
  additionalProperties: false,
};

/** The JSON Schema of a whole stack file, for editors. */
export function stackFileJsonSchema(sections: readonly Section[]): JsonSchema {
  const { properties = {}, required = [], definitions = {} } = settingsJsonSchema(sections);
  const prefixed = Object.entries(properties).map(([key, schema]) => [`aiobs:${key}`, schema]);
  return {
    $schema: "http://json-schema.org/draft-07/schema#",
    title: "A stack of aiobs",
    type: "object",
    properties: {
      config: {
        description: "The stack's settings: docs/settings.md.",
        type: "object",
        properties: Object.fromEntries(prefixed),
        required: required.map((key) => `aiobs:${key}`),
        patternProperties: {
          [`^(?:${otherNamespaces.join("|")}):`]: true,
          [`^aiobs:(?!(?:${Object.keys(properties).join("|")})$)`]: encrypted,
        },
        additionalProperties: false,
      },
      environment: { description: "Pulumi ESC environments." },
      secretsprovider: { description: "What encrypts the secrets.", type: "string" },
      encryptedkey: { description: "The key of the secrets, encrypted by the secrets provider.", type: "string" },
      encryptionsalt: { description: "The salt of the passphrase.", type: "string" },
    },
    required: ["config"],
    additionalProperties: false,
    definitions,
  };
}
