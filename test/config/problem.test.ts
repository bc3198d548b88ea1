import { expect, test } from "vitest";
import { describeFound, formatPath, formatProblem } from "../../config/problem.ts";

test("writes a path as it stands in the stack file", () => {
  expect(formatPath(["prometheus"])).toBe("aiobs:prometheus");
  expect(formatPath(["alertmanager", "route", "routes", 0, "receiver"])).toBe(
    "aiobs:alertmanager.route.routes[0].receiver",
  );
  expect(formatPath(["alertmanager", "receivers", "on-call", "slack"])).toBe(
    "aiobs:alertmanager.receivers.on-call.slack",
  );
  expect(formatPath(["aws", "tags", "a.b c"])).toBe('aiobs:aws.tags["a.b c"]');
});

test("says in a few words what was found", () => {
  expect([undefined, null, "a", 5, false, [], [1], {}].map(describeFound)).toEqual([
    "nothing",
    "nothing",
    '"a"',
    "5",
    "false",
    "an empty list",
    "a list",
    "a map",
  ]);
});

test("does not say twice what was found", () => {
  const message = '"x" is not a zone';
  expect(formatProblem({ path: "", found: '"x"', message })).toBe(message);
  expect(formatProblem({ path: "", found: '"y"', message, hint: "z" })).toBe(
    'found "y"; "x" is not a zone; did you mean "z"?',
  );
});
