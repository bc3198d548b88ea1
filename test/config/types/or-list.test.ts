import { expect, test } from "vitest";
import { orList, quote } from "../../../config/types/or-list.ts";

test("lists choices as a sentence does", () => {
  expect(orList([])).toBe("");
  expect(orList(["a"])).toBe('"a"');
  expect(orList(["a", "b"])).toBe('"a" or "b"');
  expect(orList(["a", "b", "c"])).toBe('"a", "b" or "c"');
});

test("quotes a text that holds quotes with the other kind, and escapes what would break the line", () => {
  expect(quote('severity="critical"')).toBe(`'severity="critical"'`);
  expect(quote("two\nlines")).toBe('"two\\nlines"');
});
