import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { duration, parseDuration } from "../../../config/types/duration.ts";
import { refusalOf } from "../refusal-of.ts";

const units = [
  ["y", 31_536_000],
  ["w", 604_800],
  ["d", 86_400],
  ["h", 3600],
  ["m", 60],
  ["s", 1],
  ["ms", 0.001],
] as const;

const counts = fc.tuple(...units.map(() => fc.nat({ max: 40 }))).filter((all) => all.some((count) => count > 0));

describe("parseDuration", () => {
  test.each([
    ["15s", 15],
    ["1h30m", 5400],
    ["7d", 604_800],
    ["1y2w3d4h5m6s7ms", 31_536_000 + 1_209_600 + 259_200 + 14_400 + 300 + 6.007],
    ["0s", 0],
    ["500ms", 0.5],
    ["120m", 7200],
  ])("reads %s as %d seconds", (text, seconds) => {
    expect(parseDuration(text)).toEqual({ text, seconds });
  });

  test("adds up every unit, whichever are there", () => {
    fc.assert(
      fc.property(counts, (all) => {
        const text = units.map(([unit], index) => (all[index] ? `${all[index]}${unit}` : "")).join("");
        const seconds = units.reduce((sum, [, size], index) => sum + (all[index] ?? 0) * size, 0);
        expect(parseDuration(text)?.text).toBe(text);
        expect(parseDuration(text)?.seconds).toBeCloseTo(seconds, 6);
      }),
    );
  });

  test("refuses two units in the wrong order, and one unit twice", () => {
    const pair = fc.tuple(fc.nat({ max: units.length - 1 }), fc.nat({ max: units.length - 1 }));
    fc.assert(
      fc.property(pair, ([first, second]) => {
        fc.pre(first >= second);
        expect(parseDuration(`1${units[first]?.[0]}1${units[second]?.[0]}`)).toBeUndefined();
      }),
    );
  });

  test.each(["", " ", "0", "5", "5 m", "5 minutes", "1.5h", "-5m", "5M", "m", "15s ", "1e3s", "٣s"])(
    "refuses %j",
    (text) => {
      expect(parseDuration(text)).toBeUndefined();
    },
  );

  test("refuses what overflows the servers' 64-bit nanoseconds, and takes the last that does not", () => {
    expect(parseDuration("9223372036854ms")?.seconds).toBe(9_223_372_036.854);
    expect(parseDuration("9223372036855ms")).toBeUndefined();
    expect(parseDuration("293y")).toBeUndefined();
  });
});

describe("a setting that holds a duration", () => {
  const setting = duration({ min: "30s", max: "1h", examples: ["1m"] });

  test("takes its bounds and refuses what is just outside", () => {
    expect(setting.parse("30s").seconds).toBe(30);
    expect(setting.parse("60m").seconds).toBe(3600);
    expect(refusalOf(setting, "29s999ms").message).toBe('expected a duration from 30s to 1h such as "1m"');
    expect(refusalOf(setting, "1h1ms").message).toBe('expected a duration from 30s to 1h such as "1m"');
  });

  test("says which side is bounded", () => {
    expect(refusalOf(duration({ min: "2h" }), "1h").message).toMatch(/^expected a duration of at least 2h such as/);
    expect(refusalOf(duration({ max: "2h" }), "3h").message).toMatch(/^expected a duration of at most 2h such as/);
    expect(refusalOf(duration(), "x").message).toBe('expected a duration such as "5m", "36h" or "15d"');
  });

  test.each([
    ["5 minutes", "5m"],
    ["1 hour, 30 min", "1h30m"],
    ["90S", "90s"],
    ["2days", "2d"],
    ["100 msec", "100ms"],
    ["3 weeks", "3w"],
    ["1 year", "1y"],
  ])("suggests for %j the spelling %s", (text, hint) => {
    expect(refusalOf(duration(), text).hint).toBe(hint);
  });

  test.each([
    ["y", ["year"]],
    ["w", ["week"]],
    ["d", ["day"]],
    ["h", ["hour", "hr"]],
    ["m", ["minute", "min"]],
    ["s", ["second", "sec"]],
    ["ms", ["millisecond", "msec"]],
  ])("knows %s by the words that people write", (unit, words) => {
    for (const word of words.flatMap((one) => [one, `${one}s`])) {
      expect(refusalOf(duration(), `2 ${word}`).hint).toBe(`2${unit}`);
    }
  });

  test("suggests nothing that it would refuse itself", () => {
    expect(refusalOf(setting, "5 seconds").hint).toBeUndefined();
    expect(refusalOf(setting, "5 fortnights").hint).toBeUndefined();
    expect(refusalOf(setting, "soon").hint).toBeUndefined();
  });

  test("refuses a number: its unit is unknown", () => {
    expect(refusalOf(duration(), 30).message).toMatch(/^expected a duration/);
  });
});
