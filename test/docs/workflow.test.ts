import { globSync, readFileSync, statSync } from "node:fs";
import { homedir } from "node:os";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { parse } from "yaml";
import { z } from "zod";
import { ROOT } from "../../preview/root.ts";
import { TOOLS } from "../../tools/catalogue.ts";
import { cachePath } from "../../tools/recipe.ts";

const read = (file: string) => readFileSync(join(ROOT, file), "utf8");
const text = read(".github/workflows/ci.yml");
const step = z.object({
  uses: z.string().optional(),
  run: z.string().optional(),
  with: z.record(z.string(), z.unknown()).default({}),
});
const workflow = z
  .looseObject({ permissions: z.unknown(), jobs: z.object({ check: z.looseObject({ steps: z.array(step) }) }) })
  .parse(parse(text));
const { steps } = workflow.jobs.check;
const settingsOf = (action: string) => steps.find(({ uses }) => uses?.startsWith(`actions/${action}@`))?.with ?? {};
const pinned = z
  .object({
    license: z.string(),
    devDependencies: z.object({ node: z.string() }),
  })
  .parse(JSON.parse(read("package.json")));

describe("the workflow", () => {
  test("runs the whole check, which can be run", () => {
    expect(steps.flatMap(({ run }) => run ?? [])).toEqual([".ci/run"]);
    expect(statSync(join(ROOT, ".ci/run")).mode & 0o111).not.toBe(0);
  });

  test("may only read, and runs actions by commit, each with its version beside it", () => {
    expect(workflow.permissions).toEqual({ contents: "read" });
    for (const line of text.split("\n").filter((each) => each.includes("uses:"))) {
      expect(line).toMatch(/uses: actions\/[a-z-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/);
    }
  });

  test("has the Node that the scripts bring, and a Go that builds every tool", () => {
    expect(String(settingsOf("setup-node")["node-version"])).toBe(pinned.devDependencies.node.split(".")[0]);
    const needed = globSync("tools/*/go.mod", { cwd: ROOT }).map((file) => /^go (\d+\.\d+)/m.exec(read(file))?.[1]);
    expect(new Set(needed)).toEqual(new Set([settingsOf("setup-go")["go-version"]]));
  });

  test("keeps the folder that tools are built into, until something that goes into them changes", () => {
    const { path, key } = settingsOf("cache");
    for (const tool of TOOLS) expect(cachePath(tool, {})).toContain(String(path).replace("~", homedir()));
    for (const file of ["tools/catalogue.ts", "tools/*/go.mod", "tools/*/go.sum"]) expect(key).toContain(`'${file}'`);
  });
});

test("the CLI that is asked for is the one that the tests run", () => {
  const { requiredPulumiVersion } = parse(read("Pulumi.yaml"));
  const tested = TOOLS.find(({ name }) => name === "pulumi")?.version;
  expect(requiredPulumiVersion).toBe(`>=${tested}`);
  expect(read("README.md")).toContain(`${tested?.split(".").slice(0, 2).join(".")} or newer`);
});

test("the licence is one, and is whole", () => {
  expect(pinned.license).toBe("Apache-2.0");
  expect(read("LICENSE")).toMatch(/Apache License\s+Version 2\.0, January 2004[\s\S]+END OF TERMS AND CONDITIONS/);
});
