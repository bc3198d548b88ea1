import { appendFileSync, copyFileSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { TOOLS, type Tool, toolNamed } from "../../tools/catalogue.ts";
import { cachePath, goArguments, MODULES_FOLDER, recipeHash } from "../../tools/recipe.ts";
import { fakeHome } from "./fake-programs.ts";

const amtool = toolNamed("amtool");

/** A copy of amtool's Go module that a test may change. */
function copiedModule(): { readonly folder: string; readonly file: (name: string) => string } {
  const { folder } = fakeHome();
  const file = (name: string): string => join(folder, amtool.module, name);
  mkdirSync(join(folder, amtool.module));
  for (const name of ["go.mod", "go.sum"]) copyFileSync(join(MODULES_FOLDER, amtool.module, name), file(name));
  return { folder, file };
}

describe("recipeHash", () => {
  test("is the same for the same module in another clone", () => {
    expect(recipeHash(amtool, copiedModule().folder)).toBe(recipeHash(amtool));
  });

  test.each(["go.mod", "go.sum"])("differs when %s differs", (name) => {
    const module = copiedModule();
    appendFileSync(module.file(name), "\n");
    expect(recipeHash(amtool, module.folder)).not.toBe(recipeHash(amtool));
  });

  test("differs when a source file beside them differs", () => {
    const module = copiedModule();
    writeFileSync(module.file("main.go"), "package main\n");
    const before = recipeHash(amtool, module.folder);
    appendFileSync(module.file("main.go"), "// changed\n");
    expect(recipeHash(amtool, module.folder)).not.toBe(before);
  });

  test.each<[string, Partial<Tool>]>([
    ["the package", { package: `${amtool.package}/other` }],
    ["a file made for it", { emptyFiles: { module: "example.org/web", paths: ["dist/index.html"] } }],
    ["a build tag", { tags: ["slicelabels"] }],
    ["a stamped version", { stamps: { "example.org/version.Version": "9.9.9" } }],
  ])("differs when %s differs", (_what, change) => {
    expect(recipeHash({ ...amtool, ...change })).not.toBe(recipeHash(amtool));
  });

  test("differs between any two tools", () => {
    expect(new Set(TOOLS.map((tool) => recipeHash(tool))).size).toBe(TOOLS.length);
  });
});

describe("cachePath", () => {
  const file = `aiobs/tools/amtool/${amtool.version}-${recipeHash(amtool)}/amtool`;

  test("lies in XDG_CACHE_HOME", () => {
    expect(cachePath(amtool, { XDG_CACHE_HOME: "/var/cache/me", HOME: "/home/me" })).toBe(`/var/cache/me/${file}`);
  });

  test.each([undefined, "", "relative/cache"])("lies in ~/.cache when XDG_CACHE_HOME is %j", (configured) => {
    expect(cachePath(amtool, { XDG_CACHE_HOME: configured, HOME: "/home/me" })).toBe(`/home/me/.cache/${file}`);
  });
});

describe("goArguments", () => {
  test("take no module that go.sum does not have", () => {
    for (const tool of TOOLS) expect(goArguments(tool)).toContain("-mod=readonly");
  });

  test("stamp the version", () => {
    expect(goArguments(toolNamed("kube-apiserver")).at(-1)).toContain(
      "-X k8s.io/component-base/version.gitVersion=v1.36.3 -X k8s.io/component-base/version.gitMajor=1",
    );
  });
});
