import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { images } from "../../facts/images.ts";
import { isToolName, TOOLS, type Tool, toolNamed } from "../../tools/catalogue.ts";
import { MODULES_FOLDER } from "../../tools/recipe.ts";

/** The package whose version is the tool's: of what is put together here, the part that makes it run. */
function versioned({ name, package: main }: Tool): string {
  if (name === "otelcol") return "go.opentelemetry.io/collector/otelcol";
  if (name === "block-multiplier") return "github.com/prometheus/prometheus";
  return name === "dashboard-linter" ? "github.com/grafana/dashboard-linter" : main;
}

describe("the catalogue of tools", () => {
  test("names each tool once", () => {
    expect(new Set(TOOLS.map((tool) => tool.name)).size).toBe(TOOLS.length);
  });

  test.each(TOOLS)("$name is declared by the module it is built with", (tool) => {
    const goMod = readFileSync(join(MODULES_FOLDER, tool.module, "go.mod"), "utf8");
    // A main package of our own is its module; one of another module is a tool of it.
    expect(goMod).toMatch(new RegExp(`^((tool )?\\s*|module )${tool.package}$`, "m"));
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
      .find(([path, version]) => version?.startsWith("v") && versioned(tool).startsWith(path ?? "/"));
    // Prometheus numbers the module of release 3.15.0 v0.315.0, since a module of major version 3 would need another path.
    const expected = ["prometheus", "block-multiplier"].includes(tool.module)
      ? tool.version.replace(/^(\d+)\.(\d+)\./, "0.$1$2.")
      : tool.version;
    expect(required?.[1]).toBe(`v${expected}`);
  });

  test.each([
    ["prometheus", "prometheus"],
    ["alertmanager", "alertmanager"],
    ["thanos", "thanos"],
    ["loki", "loki"],
    ["otelcol", "opentelemetryCollector"],
    ["vmauth", "vmauth"],
  ] as const)("%s is tested in the version that is deployed", (tool, image) => {
    expect(images[image].split("@")[0]).toMatch(new RegExp(`:v?${toolNamed(tool).version}$`));
  });

  test.each([
    ["promtool", "prometheus"],
    ["amtool", "alertmanager"],
    ["logcli", "loki"],
  ] as const)("%s judges as %s does: both are of one version", (judge, server) => {
    expect(toolNamed(judge).version).toBe(toolNamed(server).version);
  });

  test("knows its own names and no others", () => {
    expect(TOOLS.every((tool) => isToolName(tool.name) && toolNamed(tool.name) === tool)).toBe(true);
    expect(isToolName("promtol")).toBe(false);
  });
});
