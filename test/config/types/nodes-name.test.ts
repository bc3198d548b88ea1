import { expect, test } from "vitest";
import { nodesName } from "../../../config/types/nodes-name.ts";
import { refusalOf } from "../refusal-of.ts";

const name = nodesName();

test.each(["a", "training", "h100-2", "a".repeat(32)])("nodes may be called %s", (text) => {
  expect(name.parse(text)).toBe(text);
});

test.each(["", "1a", "-a", "a-", "A", "a_b", "a.b", "a".repeat(33)])("nodes are never called %j", (text) => {
  expect(refusalOf(name, text).message).toMatch(/^expected a name of at most 32/);
});

test("a name like it is suggested, in lower case and with hyphens", () => {
  expect(refusalOf(name, "H100 Training").hint).toBe("h100-training");
});
