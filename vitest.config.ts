import { defineConfig } from "vitest/config";
import { missingToolsReporter } from "./test/real/missing-tools-reporter.ts";

/** Two projects: `unit` needs nothing but Node; `real` runs the pinned servers (see tools/) on what the program renders. */
export default defineConfig({
  test: {
    reporters: ["default", missingToolsReporter],
    projects: [
      {
        // Room for a machine that does ten other things: a test that hangs is still told apart from a slow one.
        test: {
          name: "unit",
          include: ["test/**/*.test.ts"],
          exclude: ["test/real/**"],
          testTimeout: 60_000,
          hookTimeout: 60_000,
        },
      },
      {
        test: {
          name: "real",
          include: ["test/real/**/*.test.ts"],
          testTimeout: 300_000,
          hookTimeout: 300_000,
          fileParallelism: false,
        },
      },
    ],
  },
});
