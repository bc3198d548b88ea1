import { expect, test } from "vitest";
import { port } from "../../../config/types/port.ts";
import { refusalOf } from "../refusal-of.ts";

test("takes 1 to 65535", () => {
  expect(port().parse(1)).toBe(1);
  expect(port().parse(65_535)).toBe(65_535);
});

test.each([0, 65_536, 9090.5, "9090", undefined])("refuses %j and says what is allowed", (value) => {
  expect(refusalOf(port(), value).message).toBe("expected a port, a whole number from 1 to 65535");
});
