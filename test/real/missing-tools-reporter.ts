import type { Reporter, TestCase, TestModule } from "vitest/node";

/** Says in the last line of a run which groups of tests were skipped because a tool is missing: green would hide it. */
export const missingToolsReporter: Reporter = {
  onTestRunEnd(modules: readonly TestModule[]): void {
    const skipped = modules
      .flatMap(({ children }) => [...children.allTests("skipped")])
      // A test that skips itself says why: only those for which `describeWithTools` stands in do.
      .filter((test) => noteOf(test) !== undefined)
      .map(({ parent }) => ("fullName" in parent ? parent.fullName : parent.relativeModuleId))
      .sort();
    if (skipped.length === 0) return;
    process.stdout.write(`SKIPPED, since tools are missing: ${skipped.join(", ")}. To run them: npm run tools\n`);
  },
};

function noteOf(test: TestCase): string | undefined {
  const result = test.result();
  return result.state === "skipped" ? result.note : undefined;
}
