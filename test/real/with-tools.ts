import { describe, test } from "vitest";
import type { ToolName } from "../../tools/catalogue.ts";
import { findTool } from "../../tools/find.ts";

/** Whether a missing tool fails a test or skips it: it fails where `CI` is set, so that nothing goes unproven there. */
export type MissingToolPolicy = "fail" | "skip";

/** The policy that the environment asks for. An empty `CI`, `false` and `0` count as not set. */
export function missingToolPolicy(ci: string | undefined = process.env.CI): MissingToolPolicy {
  return ci === undefined || ["", "0", "false"].includes(ci) ? "skip" : "fail";
}

/**
 * A `describe` whose tests run pinned real binaries; `body` gets the absolute path of each. Where one is missing the body is
 * not called: one test in its place is skipped, or fails, and says how to get the tool.
 *
 * @example
 * describeWithTools(["promtool"], "rendered rules", ({ promtool }) => {
 *   test("parse", () => execFileSync(promtool, ["check", "rules", file]));
 * });
 */
export function describeWithTools<const N extends ToolName>(
  names: readonly N[],
  title: string,
  body: (paths: Readonly<Record<N, string>>) => void,
  policy: MissingToolPolicy = missingToolPolicy(),
): void {
  const paths: Partial<Record<N, string>> = {};
  const hints: string[] = [];
  for (const name of names) {
    const tool = findTool(name);
    if (tool.kind === "found") paths[name] = tool.path;
    else hints.push(tool.hint);
  }
  if (isComplete(paths, names)) {
    describe(title, () => body(paths));
    return;
  }
  describe(title, () => {
    test("has its tools", (context) => {
      const message = hints.join("; ");
      if (policy === "fail") throw new Error(message);
      context.skip(message);
    });
  });
}

function isComplete<N extends ToolName>(
  paths: Partial<Record<N, string>>,
  names: readonly N[],
): paths is Readonly<Record<N, string>> {
  return names.every((name) => paths[name] !== undefined);
}
