import { describe, expect, test } from "vitest";
import { describeProblem } from "../../dashboards/problem.ts";

describe("describeProblem", () => {
  test("names file, panel, query, position, what was found and what to do", () => {
    expect(
      describeProblem({
        file: "dashboards/x.ts",
        panel: "CPU",
        refId: "A",
        line: 2,
        column: 7,
        message: "Wrong.",
        hint: "do this",
      }),
    ).toBe("dashboards/x.ts › CPU › query A, 2:7: Wrong. (do this)");
  });

  test("leaves out what there is not", () => {
    expect(describeProblem({ file: "dashboards/x.ts", message: "Wrong." })).toBe("dashboards/x.ts: Wrong.");
  });
});
