import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { images } from "../../facts/images.ts";
import { isToolName, TOOLS, toolNamed } from "../../tools/catalogue.ts";
import { MODULES_FOLDER } from "../../tools/recipe.ts";

describe("the catalogue of tools", () => {
  test("names each tool once", () => {
    expect(new Set(TOOLS.map((tool) => tool.name)).size).toBe(TOOLS.length);
  });

  test.each(TOOLS)("$name is declared by the module it is built with", (tool) => {
    const goMod = readFileSync(join(MODULES_FOLDER, tool.module, "go.mod"), "utf8");
    expect(goMod).toMatch(new RegExp(`^(tool )?\\s*${tool.package}$`, "m"));
  });

  test.each(TOOLS)("$name $version is the version that its module requires", (tool) => {
    const goMod = readFileSync(join(MODULES_FOLDER, tool.module, "go.mod"), "utf8");
    const required = goMod
      .split("\n")
      .map((line) =>
        line
          .trim()
          .replace(/^require /, "")
          .split(" "),
      )
      .find(([path, version]) => version?.startsWith("v") && tool.package.startsWith(path ?? "/"));
    // Prometheus numbers the module of release 3.15.0 v0.315.0, since a module of major version 3 would need another path.
    const expected = tool.module === "prometheus" ? tool.version.replace(/^(\d+)\.(\d+)\./, "0.$1$2.") : tool.version;
    expect(required?.[1]).toBe(`v${expected}`);
  });

  test.each([
    ["prometheus", "prometheus"],
    ["alertmanager", "alertmanager"],
    ["thanos", "thanos"],
    ["loki", "loki"],
  ] as const)("%s is tested in the version that is deployed", (tool, image) => {
    expect(images[image].split("@")[0]).toMatch(new RegExp(`:v?${toolNamed(tool).version}$`));
  });

  test.each([
    ["promtool", "prometheus"],
    ["amtool", "alertmanager"],
  ] as const)("%s judges as %s does: both are of one version", (judge, server) => {
    expect(toolNamed(judge).version).toBe(toolNamed(server).version);
  });

  test("knows its own names and no others", () => {
    expect(TOOLS.every((tool) => isToolName(tool.name) && toolNamed(tool.name) === tool)).toBe(true);
    expect(isToolName("promtol")).toBe(false);
  });
});
