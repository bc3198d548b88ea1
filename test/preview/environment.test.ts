import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { afterEach, expect, it, vi } from "vitest";
import { previewStack } from "../../preview/preview.ts";
import { previewed } from "../previewed.ts";

/** The SDKs of the providers that the program makes. */
const SDKS = ["@pulumi/kubernetes", "@pulumi/aws", "@pulumi/random", "@pulumiverse/grafana"];

/** What stands in each variable: the content of a kubeconfig, with the token that must not be told. */
const CONTENT = "apiVersion: v1\nkind: Config\nusers: [{ user: { token: hunter2 } }]\n";

/** The variables that the SDKs fill a provider's inputs from. */
function variablesOf(sdk: string): readonly string[] {
  const source = readFileSync(createRequire(import.meta.url).resolve(`${sdk}/provider.js`), "utf8");
  return [...source.matchAll(/getEnv\w*\(([^)]*)\)/g)].flatMap(([, names = ""]) => names.match(/\w+/g) ?? []);
}

afterEach(() => {
  vi.unstubAllEnvs();
});

it.each(["local", "prod"])("the plan of %s is the same whatever the machine has set up", async (stack) => {
  const before = await previewed(stack);
  const variables = SDKS.flatMap(variablesOf);
  expect(variables).toEqual(expect.arrayContaining(["KUBECONFIG", "GRAFANA_AUTH", "AWS_REGION"]));
  for (const name of variables) vi.stubEnv(name, CONTENT);
  const after = await previewStack(stack);
  expect([...after.files.values()].join()).not.toContain("hunter2");
  expect([...after.files]).toEqual([...before.files]);
  expect(process.env.KUBECONFIG).toBe(CONTENT);
});
