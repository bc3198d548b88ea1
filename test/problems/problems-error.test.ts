import { RunError } from "@pulumi/pulumi";
import { expect, test } from "vitest";
import { errorAt } from "../../problems/problem.ts";
import { ProblemsError } from "../../problems/problems-error.ts";

test("lists everything that is wrong, a line each, and Pulumi shows it without a stack trace", () => {
  const problems = ["a.ts", "b.ts"].map((file) => errorAt({ file }, "Wrong."));
  const error = new ProblemsError("rules and dashboards", problems);
  expect(error.message).toBe("2 errors in rules and dashboards\n  a.ts  Wrong.\n  b.ts  Wrong.");
  expect(error.problems).toEqual(problems);
  expect(RunError.isInstance(error)).toBe(true);
});
