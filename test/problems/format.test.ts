import { describe, expect, test } from "vitest";
import { countProblems, formatPlace, formatProblem, formatProblems, problemJson } from "../../problems/format.ts";
import { errorAt, type Place, warningAt } from "../../problems/problem.ts";

const file = "dashboards/x.ts";

describe("a place", () => {
  test.each<[Place, string]>([
    [{ setting: ["aiobs:prometheus"] }, "aiobs:prometheus"],
    [{ setting: ["aiobs:a", "routes", 0, "receiver"] }, "aiobs:a.routes[0].receiver"],
    [{ setting: ["aiobs:aws", "tags", "a.b c"] }, 'aiobs:aws.tags["a.b c"]'],
    [{ file }, "dashboards/x.ts"],
    [{ file, line: 3 }, "dashboards/x.ts:3:1"],
    [{ file, line: 3, column: 10 }, "dashboards/x.ts:3:10"],
    [{ file, part: "CPU" }, "dashboards/x.ts › CPU"],
    [{ file, part: "CPU", query: "A", line: 2, column: 7 }, "dashboards/x.ts › CPU › query A, 2:7"],
    [{ resource: "Service monitoring/grafana" }, "Service monitoring/grafana"],
  ])("%j is shown as %s", (where, expected) => {
    expect(formatPlace(where)).toBe(expected);
  });
});

describe("a problem", () => {
  test("says where, what was found, what is wrong and what to do", () => {
    const details = { found: '"y"', hint: 'did you mean "z"?' };
    expect(formatProblem(errorAt({ setting: ["a"] }, "expected a zone", details))).toBe(
      'a: found "y"; expected a zone; did you mean "z"?',
    );
    expect(formatProblem(errorAt({ file }, "Wrong.", { hint: "do this" }))).toBe("dashboards/x.ts: Wrong. (do this)");
  });

  test("does not say twice what was found", () => {
    expect(formatProblem(errorAt({ file }, '"x" is not a zone', { found: '"x"' }))).toBe(
      'dashboards/x.ts: "x" is not a zone',
    );
  });

  test("that is a warning says so", () => {
    expect(formatProblem(warningAt({ file }, "Odd."))).toBe("dashboards/x.ts: warning: Odd.");
  });

  test("for programs has its fields and the line for people", () => {
    const problem = errorAt({ file, line: 1 }, "Wrong.", { hint: undefined });
    expect(JSON.parse(JSON.stringify(problemJson(problem)))).toEqual({
      severity: "error",
      where: { file, line: 1 },
      message: "Wrong.",
      text: "dashboards/x.ts:1:1: Wrong.",
    });
  });
});

test("problems stand in a column, unless a place is too long for one", () => {
  const at = (resource: string) => errorAt({ resource }, "Wrong.");
  const long = "x".repeat(80);
  expect(formatProblems([at("a"), at(long), at("bcd")])).toBe(`a    Wrong.\n${long}  Wrong.\nbcd  Wrong.`);
});

test("problems are counted by severity", () => {
  const [error, warning] = [errorAt({ file }, "Wrong."), warningAt({ file }, "Odd.")];
  expect([[], [error], [error, error, warning], [warning, warning]].map(countProblems)).toEqual([
    "no errors",
    "1 error",
    "2 errors and 1 warning",
    "2 warnings",
  ]);
});
