import { expect, test } from "vitest";
import { describeFound, formatPath, settingError, topLevelKey } from "../../config/setting-problem.ts";
import { errorAt } from "../../problems/problem.ts";

test("writes a path as it stands in the stack file", () => {
  expect(formatPath(["prometheus"])).toBe("aiobs:prometheus");
  expect(formatPath(["alertmanager", "receivers", "on-call", "slack"])).toBe(
    "aiobs:alertmanager.receivers.on-call.slack",
  );
});

test("knows which of the project's settings a problem is at", () => {
  expect(topLevelKey(settingError(["prometheus", "replicas"], "wrong"))).toBe("prometheus");
  expect(topLevelKey(errorAt({ setting: ["aws:region"] }, "wrong"))).toBeUndefined();
  expect(topLevelKey(errorAt({ file: "x.ts" }, "wrong"))).toBeUndefined();
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
