import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { parse } from "yaml";
import * as z from "zod";
import { settingsJsonSchema, stackFileJsonSchema } from "../../config/json-schema.ts";
import { systems } from "../../systems/all.ts";
import { sectionsOf } from "../../systems/system.ts";

const root = join(import.meta.dirname, "../..");
const published: Parameters<typeof z.fromJSONSchema>[0] = JSON.parse(
  JSON.stringify(stackFileJsonSchema(sectionsOf(systems))),
);
const stackFile = z.fromJSONSchema(published);

const config = { "aiobs:environment": "local", "aiobs:cluster": { name: "local" } };

test.each(["local", "dev", "prod"])("takes Pulumi.%s.yaml", (stack) => {
  const content: unknown = parse(readFileSync(join(root, `Pulumi.${stack}.yaml`), "utf8"));
  expect(stackFile.safeParse(content).error).toBeUndefined();
});

describe("a stack file", () => {
  test.each([
    ["secrets", { config: { ...config, "aiobs:grafanaToken": { secure: "v1:abc" } } }],
    [
      "Pulumi's own keys",
      { config: { ...config, "pulumi:tags": { a: "b" } }, encryptionsalt: "v1:abc", secretsprovider: "awskms://x" },
    ],
    [
      "branches of branches",
      {
        config: {
          ...config,
          "aiobs:alertmanager": {
            route: { receiver: "a", routes: [{ matchers: ['a="b"'], routes: [{ matchers: ['c="d"'] }] }] },
          },
        },
      },
    ],
  ])("may have %s", (_, content) => {
    expect(stackFile.safeParse(content).error).toBeUndefined();
  });

  test.each([
    ["no config", {}],
    ["an unknown key", { config, confg: {} }],
    ["no environment", { config: { "aiobs:cluster": { name: "a" } } }],
    ["an unknown setting", { config: { ...config, "aiobs:namspace": "x" } }],
    ["an unknown setting within", { config: { ...config, "aiobs:prometheus": { scrapeIntervall: "15s" } } }],
    ["a wrong duration", { config: { ...config, "aiobs:prometheus": { scrapeInterval: "5 minutes" } } }],
    ["a secret in plain text", { config: { ...config, "aiobs:grafanaToken": "abc" } }],
    ["a key of a provider that the program makes itself", { config: { ...config, "aws:region": "x" } }],
    [
      "a wrong branch of a branch",
      {
        config: {
          ...config,
          "aiobs:alertmanager": {
            route: { receiver: "a", routes: [{ matchers: ['a="b"'], routes: [{ matchers: 5 }] }] },
          },
        },
      },
    ],
  ])("must not have %s", (_, content) => {
    expect(stackFile.safeParse(content).success).toBe(false);
  });
});

test("describes settings as they are written, not as they are parsed", () => {
  expect(settingsJsonSchema(sectionsOf(systems)).properties?.prometheus).toMatchObject({
    properties: {
      scrapeInterval: { type: "string", default: "15s", title: "duration from 1s to 2m", examples: ["15s"] },
      cpu: { type: ["number", "string"], default: 1 },
    },
  });
});

test("explains a wrong text in words where editors would show a regular expression", () => {
  expect(JSON.stringify(published)).toContain('"patternErrorMessage":"expected a duration');
});
