import { describe, expect, test } from "vitest";
import { certificates, encodedCertificates } from "../../../config/types/certificate.ts";
import { refusalOf } from "../refusal-of.ts";
import { CERTIFICATE, ENCODED_CERTIFICATE } from "./certificate.ts";

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

test("takes certificates in base64 and leaves them so", () => {
  expect(encodedCertificates().parse(ENCODED_CERTIFICATE)).toBe(ENCODED_CERTIFICATE);
});

test.each([
  ["PEM as it is", CERTIFICATE],
  ["a key in base64", Buffer.from(CERTIFICATE.replaceAll("CERTIFICATE", "PRIVATE KEY")).toString("base64")],
  ["one that is cut off", ENCODED_CERTIFICATE.slice(0, 400)],
])("refuses in the place of certificates in base64 %s", (_, text) => {
  expect(refusalOf(encodedCertificates(), text).message).toMatch(/^expected certificates in PEM, in base64/);
});
