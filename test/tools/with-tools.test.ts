import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { ROOT } from "../../preview/root.ts";
import { missingToolPolicy } from "../real/with-tools.ts";
import { fakeHome } from "./fake-programs.ts";

describe("missingToolPolicy", () => {
  test.each(["true", "1", "yes"])("fails tests whose tool is missing where CI is %j", (ci) => {
    expect(missingToolPolicy(ci)).toBe("fail");
  });

  test.each(["", "0", "false"])("skips them where CI is %j", (ci) => {
    expect(missingToolPolicy(ci)).toBe("skip");
  });
});

describe("npm run test:real on a machine without the tools", () => {
  /** Runs one file of the real tests with a home, and a PATH, that have no tool. */
  const testReal = (env: Readonly<Record<string, string>>) => {
    const vitest = join(ROOT, "node_modules/vitest/vitest.mjs");
    const args = [vitest, "run", "--project", "real", "test/real/promql-syntax.test.ts"];
    const { status, stdout } = spawnSync(process.execPath, args, { cwd: ROOT, encoding: "utf8", env });
    return { status, lastLine: stdout.trimEnd().split("\n").at(-1) };
  };

  test("says in its last line what was skipped", () => {
    expect(testReal(fakeHome().env)).toEqual({
      status: 0,
      lastLine: "SKIPPED, since tools are missing: the syntax of PromQL. To run them: npm run tools",
    });
  });

  test("fails where CI is set", () => {
    expect(testReal({ ...fakeHome().env, CI: "true" }).status).toBe(1);
  });
});
