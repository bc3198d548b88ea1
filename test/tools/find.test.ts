import { chmodSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { toolNamed } from "../../tools/catalogue.ts";
import { findTool, firstVersion, printedVersion } from "../../tools/find.ts";
import { cachePath } from "../../tools/recipe.ts";
import { fakeHome } from "./fake-programs.ts";

const promtool = toolNamed("promtool");

describe("findTool", () => {
  test("takes the machine's own tool when it is exactly the pinned version", () => {
    const home = fakeHome();
    const path = home.program("promtool", `echo "promtool, version ${promtool.version} (branch: HEAD)"`);
    expect(findTool("promtool", home.env)).toEqual({ kind: "found", name: "promtool", path, source: "path" });
  });

  test.each([
    ["another version", 'echo "promtool, version 3.14.9"'],
    ["a pre-release of the pinned version", `echo "promtool, version ${promtool.version}-rc.0"`],
    ["a program that prints no version", 'echo "usage: promtool"'],
    ["a program that fails", `echo "promtool, version ${promtool.version}"; exit 1`],
  ])("passes over %s on PATH and takes the cached one", (_what, body) => {
    const home = fakeHome();
    home.program("promtool", body);
    const cached = cachePath(promtool, home.env);
    home.script(cached, "exit 0");
    expect(findTool("promtool", home.env)).toEqual({ kind: "found", name: "promtool", path: cached, source: "cache" });
  });

  test("looks further along PATH when the first one is another version", () => {
    const home = fakeHome();
    const path = home.program("promtool", `echo "promtool, version ${promtool.version}"`);
    home.script(`${home.folder}/old/promtool`, 'echo "promtool, version 2.53.0"');
    const env = { ...home.env, PATH: `${home.folder}/old:${home.env.PATH}` };
    expect(findTool("promtool", env)).toMatchObject({ path, source: "path" });
  });

  test("says in one line how to get a tool that is nowhere", () => {
    const found = findTool("promtool", fakeHome().env);
    expect(found).toEqual({
      kind: "missing",
      name: "promtool",
      hint: `promtool ${promtool.version} is not there; build it: npm run tools -- promtool`,
    });
  });

  test("does not take a cached file that cannot be run", () => {
    const home = fakeHome();
    const cached = cachePath(promtool, home.env);
    home.script(cached, "exit 0");
    chmodSync(cached, 0o644);
    expect(findTool("promtool", home.env).kind).toBe("missing");
  });
});

describe("printedVersion", () => {
  test("asks with the tool's own arguments", () => {
    const home = fakeHome();
    const path = home.program("pulumi", '[ "$1" = version ] && echo v3.256.0');
    expect(printedVersion(toolNamed("pulumi"), path, home.env)).toBe("3.256.0");
  });

  test("reads standard error too", () => {
    const home = fakeHome();
    const path = home.program("promtool", 'echo "promtool, version 3.1.0" >&2');
    expect(printedVersion(promtool, path, home.env)).toBe("3.1.0");
  });
});

describe("firstVersion", () => {
  test.each([
    ["prometheus, version 3.15.0 (branch: , revision: unknown)\n  go version: go1.26.8", "3.15.0"],
    ["etcd Version: 3.7.3\nGit SHA: Not provided\nGo Version: go1.26.8", "3.7.3"],
    ["Kubernetes v1.36.3", "1.36.3"],
    ["v3.256.0\n", "3.256.0"],
    ["v1.37.0-alpha.1+2f4c9d", "1.37.0-alpha.1+2f4c9d"],
  ])("reads %j", (text, version) => {
    expect(firstVersion(text)).toBe(version);
  });

  test("does not take the compiler's version for the tool's", () => {
    expect(firstVersion("tool (devel)\nGo Version: go1.26.8")).toBeUndefined();
  });
});
