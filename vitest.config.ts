import { defineConfig } from "vitest/config";
import { missingToolsReporter } from "./test/real/missing-tools-reporter.ts";

/** Room for a machine that does ten other things: a test that hangs is still told apart from a slow one. */
const patience = { testTimeout: 60_000, hookTimeout: 60_000 };

/**
 * Three projects: `unit` needs nothing but Node, and its files share the modules of a worker, which halves the time;
 * `isolated` is for files that replace a module (`vi.mock`); `real` runs the pinned servers (see tools/) on what the
 * program renders.
 */
export default defineConfig({
  test: {
    reporters: ["default", missingToolsReporter],
    // Vitest leaves one core idle, which of two is half.
    maxWorkers: "100%",
    projects: [
      {
        test: {
          name: "unit",
          include: ["test/**/*.test.ts"],
          exclude: ["test/real/**", "test/**/*.isolated.test.ts"],
          isolate: false,
          ...patience,
        },
      },
      {
        test: { name: "isolated", include: ["test/**/*.isolated.test.ts"], ...patience },
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
