import { describe, expect, test } from "vitest";
import { ContentError, describeContentProblem } from "../../queries/content-problem.ts";

describe("describeContentProblem", () => {
  test("names file, part, query, position, what was found and what to do", () => {
    expect(
      describeContentProblem({
        file: "dashboards/x.ts",
        part: "CPU",
        refId: "A",
        line: 2,
        column: 7,
        message: "Wrong.",
        hint: "do this",
      }),
    ).toBe("dashboards/x.ts › CPU › query A, 2:7: Wrong. (do this)");
  });

  test("leaves out what there is not", () => {
    expect(describeContentProblem({ file: "dashboards/x.ts", message: "Wrong." })).toBe("dashboards/x.ts: Wrong.");
  });
});

describe("ContentError", () => {
  test("lists everything that is wrong, a line each", () => {
    const error = new ContentError([
      { file: "a.ts", message: "One." },
      { file: "b.ts", message: "Two." },
    ]);
    expect(error.message).toBe("2 errors in rules and dashboards\n  a.ts: One.\n  b.ts: Two.");
  });
});
