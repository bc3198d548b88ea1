import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { parse } from "yaml";
import { ROOT } from "../../preview/root.ts";

const GUARD = "./tools/node-guard.cjs";

/** Runs the guard and then a program that says so. */
function guarded(nodeArgs: readonly string[], env: Readonly<Record<string, string>> = {}) {
  const args = [...nodeArgs, "--require", GUARD, "--eval", "console.log('the program')"];
  const { status, stdout, stderr } = spawnSync(process.execPath, args, { cwd: ROOT, env, encoding: "utf8" });
  return { status, stdout, stderr };
}

/** The Node that runs this, told to leave TypeScript alone, as one that cannot read it. */
const TOO_OLD = ["--no-strip-types"];

describe("where Node does not run TypeScript", () => {
  test("one line says what is needed, and nothing else runs", () => {
    const { status, stdout, stderr } = guarded(TOO_OLD);
    expect({ status, stdout }).toEqual({ status: 1, stdout: "" });
    expect(stderr).toMatch(/^Node [\d.]+ .* needs Node 22\.18 or newer.*npm ci.*--ignore-scripts.*engine:preview.*\n$/);
  });

  test("the engine adds no error of its own", () => {
    expect(guarded(TOO_OLD, { PULUMI_CONFIG: "{}" }).status).toBe(32);
  });
});

test("a Node that does is not kept from it", () => {
  expect(guarded([])).toEqual({ status: 0, stdout: "the program\n", stderr: "" });
});

test("every way to start a program of ours goes past the guard", () => {
  const { scripts, engines } = JSON.parse(readFileSync(join(ROOT, "package.json"), "utf8"));
  expect(engines.node).toBe(">=22.18");
  for (const [name, command] of Object.entries<string>(scripts)) {
    if (/\.ts\b|vitest/.test(command) && !command.startsWith("depcruise"))
      expect(command, name).toContain(GUARD.slice(2));
  }
  expect(parse(readFileSync(join(ROOT, "Pulumi.yaml"), "utf8")).runtime.options.nodeargs).toContain(GUARD);
});
