import { describe, expect, test } from "vitest";
import { parseCommandLine } from "../../simulator/command-line.ts";
import { listScenarios } from "../../simulator/run.ts";
import { scenarios } from "../../simulator/scenarios/all.ts";

describe("a command line", () => {
  test("serves a healthy cluster when nothing is asked for", () => {
    expect(parseCommandLine([])).toMatchObject({ kind: "serve", scenario: { name: "healthy" }, speed: 1, port: 9464 });
  });

  test("writes as long as the scenario lasts, or as it says", () => {
    const [scenario] = scenarios.filter(({ name }) => name === "partition");
    const args = ["--scenario", "partition", "--write-openmetrics", "file"];
    expect(parseCommandLine(args)).toMatchObject({ kind: "write", scenario, seconds: 60 * (scenario?.minutes ?? 0) });
    const day = parseCommandLine([...args, "--duration", "24h", "--start", "2026-01-01T00:00:00Z", "--every", "1m"]);
    expect(day).toMatchObject({ seconds: 86_400, start: 1_767_225_600, every: 60 });
  });

  test.each([
    [["--scenario", "flood"], /--scenario: "flood" is none of healthy, /],
    [["--speed", "0"], /--speed: "0"/],
    [["--speed", "fast"], /--speed: "fast"/],
    [["--port", "70000"], /--port: "70000"/],
    [["--seed", "-1"], /seed/],
    [["--duration", "1h"], /--duration goes with --write-openmetrics/],
    [["--write-openmetrics", "f", "--speed", "2"], /--speed does not go with --write-openmetrics/],
    [["--write-openmetrics", "f", "--duration", "long"], /--duration: "long"/],
    [["--write-openmetrics", "f", "--every", "1ms"], /--every: "1ms"/],
    [["--write-openmetrics", "f", "--start", "noon"], /--start: "noon"/],
    [["--unknown"], /unknown/],
  ])("that is wrong says so: %j", (argv, message) => {
    expect(parseCommandLine(argv)).toMatchObject({ kind: "wrong", message: expect.stringMatching(message) });
  });
});

test("the list of scenarios is the same as text and as JSON", () => {
  const names: string[] = JSON.parse(listScenarios("json")).map(({ name }: { name: string }) => name);
  expect(
    listScenarios("text")
      .split("\n")
      .filter(Boolean)
      .map((line) => line.split(" ")[0]),
  ).toEqual(names);
  expect(names).toContain("healthy");
});
