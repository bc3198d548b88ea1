import { expect, test } from "vitest";
import { orList } from "../../../config/types/or-list.ts";

test("lists choices as a sentence does", () => {
  expect(orList([])).toBe("");
  expect(orList(["a"])).toBe('"a"');
  expect(orList(["a", "b"])).toBe('"a" or "b"');
  expect(orList(["a", "b", "c"])).toBe('"a", "b" or "c"');
});
