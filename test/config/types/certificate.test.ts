import { describe, expect, test } from "vitest";
import { certificates } from "../../../config/types/certificate.ts";
import { refusalOf } from "../refusal-of.ts";
import { CERTIFICATE } from "./certificate.ts";

test("takes certificates as they are, one or several", () => {
  expect(certificates().parse(CERTIFICATE)).toBe(`${CERTIFICATE}\n`);
  expect(certificates().parse(`${CERTIFICATE}\n${CERTIFICATE}\n\n`)).toBe(`${CERTIFICATE}\n${CERTIFICATE}\n`);
});

describe("refuses what is none, or more than that", () => {
  test.each([
    ["nothing", ""],
    ["a key", CERTIFICATE.replaceAll("CERTIFICATE", "PRIVATE KEY")],
    ["a key beside it", `${CERTIFICATE}\n${CERTIFICATE.replaceAll("CERTIFICATE", "PRIVATE KEY")}`],
    ["one that is cut off", CERTIFICATE.replace(/\n[^\n]{20,}\n/, "\n")],
    ["a file's name", "ca.crt"],
  ])("%s", (_, text) => {
    expect(refusalOf(certificates(), text).message).toMatch(/^expected certificates in PEM/);
  });
});
