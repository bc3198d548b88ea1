import { expect, test } from "vitest";
import { localSettings, problemsOf } from "../problems-of.ts";

const logs = { store: "volume" };

test("where much is asked of the stack, the pepper is one that outlives its state", () => {
  const standards = { availability: "redundant" };
  const pair = { prometheus: { replicas: 2 }, alertmanager: { replicas: 3 } };
  const problems = (agent: object) => problemsOf(localSettings({ logs, standards, ...pair, agent }));
  expect(problems({})).toEqual({ "aiobs:agent.pepper": expect.stringContaining("is missing") });
  expect(problems({ pepper: { secret: "pepper" } })).toEqual({});
  expect(problemsOf(localSettings({ standards, ...pair }))).toEqual({});
  expect(problemsOf(localSettings({ logs }))).toEqual({});
});

test("an agent that collects nothing is no use", () => {
  expect(problemsOf(localSettings({ agent: { memory: "1Gi" } }))).toEqual({
    "aiobs:agent": expect.stringContaining("nothing is collected"),
  });
});
