import { describe, expect, test } from "vitest";
import { changedProperties, touches } from "./property-diff.ts";

const SECRET = { "4dabf18193072939515e22adb298388d": "1b47061264138c4ac30d75fd1eb44270" };

describe("changedProperties", () => {
  test.each([
    ["a value", { a: { b: 1 } }, { a: { b: 2 } }, { "a.b": "update" }],
    ["an item", { a: [{ b: 1 }, 2] }, { a: [{ b: 3 }, 2] }, { "a[0].b": "update" }],
    ["a list's length", { a: [1, 2] }, { a: [1] }, { "a[1]": "delete" }],
    ["a whole map", { a: 1 }, { a: 1, b: { c: { d: 1 } } }, { b: "add" }],
    ["a key with dots", { a: { "x.io/b": 1 } }, { a: {} }, { 'a["x.io/b"]': "delete" }],
    ["a secret", { a: { ...SECRET, value: "x" } }, { a: { ...SECRET, value: "y" } }, { a: "update" }],
    ["nothing", { a: [{ b: null }] }, { a: [{ b: null }] }, {}],
  ])("finds %s", (_, before, after, changes) => {
    expect(Object.fromEntries(changedProperties(before, after))).toEqual(changes);
  });
});

describe("touches", () => {
  test.each([
    ["spec.selector", "spec.selector"],
    ["spec.selector.matchLabels.app", "spec.selector"],
    ["spec.volumeClaimTemplates[0].spec", "spec.volumeClaimTemplates"],
    ["launchTemplate", "launchTemplate.id"],
  ])("a change of %s is one of %s", (path, property) => {
    expect(touches(path, property)).toBe(true);
  });

  test.each([
    ["spec.selectors", "spec.selector"],
    ["spec.template", "spec.selector"],
    ["launchTemplate.version", "launchTemplate.id"],
  ])("a change of %s is none of %s", (path, property) => {
    expect(touches(path, property)).toBe(false);
  });
});
