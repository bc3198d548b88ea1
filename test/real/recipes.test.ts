/**
 * What the README's recipes write, on a copy of the repository: sound to the compiler, the linter, the rooms and promtool as
 * it is. (`test/scaffold/` sees it in a plan.)
 */
import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { parseCommandLine } from "../../scaffold/command-line.ts";
import { runNew } from "../../scaffold/run.ts";
import { recipes, temporaryClone } from "../scaffold/clone.ts";
import { describeWithTools } from "./with-tools.ts";

describeWithTools(["promtool"], "the recipes of the README", () => {
  const clone = temporaryClone();
  afterAll(() => clone[Symbol.dispose]());

  beforeAll(() => {
    for (const args of recipes) {
      const command = parseCommandLine(args);
      if (command.kind !== "new") throw new Error(`not a command: ${args.join(" ")}`);
      runNew(clone.root, command.request, { stdout: () => {}, stderr: () => {} });
    }
  });

  /** Runs a script of an installed package in the copy. */
  function run(script: string, ...args: readonly string[]) {
    const { status, stdout, stderr } = spawnSync(
      process.execPath,
      [join(clone.root, "node_modules", script), ...args],
      {
        cwd: clone.root,
        encoding: "utf8",
      },
    );
    return { status, output: `${stdout}${stderr}` };
  }

  test.each([
    ["the compiler", "typescript/bin/tsc", ["--noEmit"]],
    ["the linter", "@biomejs/biome/bin/biome", ["check", "--error-on-warnings", "."]],
    [
      "promtool, in both directions",
      "vitest/vitest.mjs",
      [
        "run",
        "--project",
        "real",
        "test/real/rules.test.ts",
        "-t",
        "ButterflyFanStopped|BillingDown|MilvusUnwell|linter",
      ],
    ],
  ])("pass %s", (_, script, args) => {
    const { status, output } = run(script, ...args);
    expect(status, output).toBe(0);
  });
});
