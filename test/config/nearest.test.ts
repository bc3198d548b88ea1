import { expect, test } from "vitest";
import { nearest } from "../../config/nearest.ts";

const known = ["environment", "prometheus", "alertmanager", "namespace", "aws"];

test.each([
  ["enviroment", "environment"],
  ["Prometheus", "prometheus"],
  ["promethues", "prometheus"],
  ["namespaces", "namespace"],
  ["alert", "alertmanager"],
  ["awss", "aws"],
])("takes %s for %s", (word, expected) => {
  expect(nearest(word, known)).toBe(expected);
});

test.each(["", "a", "xyz", "loki"])("has no guess for %j", (word) => {
  expect(nearest(word, known)).toBeUndefined();
});

test("prefers the closest, and the first of two that are equally close", () => {
  expect(nearest("production", ["dev", "prod"])).toBe("prod");
  expect(nearest("cat", ["bat", "hat"])).toBe("bat");
});
