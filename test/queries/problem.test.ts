import { expect, test } from "vitest";
import { inFile, problemAt } from "../../queries/problem.ts";

test.each(["error", "warning"] as const)(
  "in a file, a query's problem keeps its place and is still an %s",
  (severity) => {
    const problem = problemAt("up ==\n 1 or", { from: 9, to: 11 }, "Wrong.", "do this", severity);
    expect(inFile({ file: "x.ts", part: "CPU" }, problem)).toEqual({
      where: { file: "x.ts", part: "CPU", line: 2, column: 4 },
      message: "Wrong.",
      hint: "do this",
      severity,
    });
  },
);
