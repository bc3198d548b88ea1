import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { parse } from "yaml";
import { readStackFile } from "../../config/read-stack-file.ts";
import { secretNames } from "../../config/secrets.ts";
import { parseSettings } from "../../config/settings.ts";
import { systems } from "../../systems/all.ts";
import { sectionsOf } from "../../systems/system.ts";

const root = join(import.meta.dirname, "../..");

function settingsOf(stack: string) {
  const where = `Pulumi.${stack}.yaml`;
  const { raw, other } = readStackFile(join(root, where));
  return parseSettings(raw, where, sectionsOf(systems), other);
}

describe.each(["local", "dev", "prod"] as const)("Pulumi.%s.yaml", (stack) => {
  test("is right, and is of its environment", () => {
    expect(settingsOf(stack).environment).toBe(stack);
  });

  test("tells editors where its schema is, and holds no secret", () => {
    const text = readFileSync(join(root, `Pulumi.${stack}.yaml`), "utf8");
    expect(text.split("\n")[0]).toBe("# yaml-language-server: $schema=config/stack.schema.json");
    expect(readStackFile(join(root, `Pulumi.${stack}.yaml`)).other.encrypted).toEqual([]);
  });
});

test("local needs no cloud and no secret", () => {
  const settings = settingsOf("local");
  expect(secretNames(settings)).toEqual([]);
  expect(settings.aws).toBeUndefined();
  expect(settings.nodePools).toEqual({});
  expect(settings.foundation).toEqual({ context: "kind-aiobs" });
});

test("prod pages for critical alerts and sends its heartbeat outside", () => {
  const { alertmanager } = settingsOf("prod");
  const critical = alertmanager.route.routes.find(({ matchers }) => matchers.some(({ value }) => value === "critical"));
  expect(alertmanager.receivers[critical?.receiver ?? ""]?.pagerduty).toBeDefined();
  expect(alertmanager.receivers[alertmanager.watchdog?.receiver ?? ""]?.webhook).toBeDefined();
});

test("Pulumi.yaml names the project and leaves the types to Node", () => {
  expect(parse(readFileSync(join(root, "Pulumi.yaml"), "utf8"))).toMatchObject({
    name: "aiobs",
    main: "index.ts",
    runtime: { name: "nodejs", options: { typescript: false } },
  });
});
