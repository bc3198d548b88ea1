import { describe, expect, test } from "vitest";
import { certificates } from "../../../config/types/certificate.ts";
import { refusalOf } from "../refusal-of.ts";

/** `openssl req -x509`, for a hundred years; nobody has kept its key. */
const CERTIFICATE = `-----BEGIN CERTIFICATE-----
MIIBezCCASGgAwIBAgIUQ1YxlhYHacjFYYwzEfzGpzSrZFMwCgYIKoZIzj0EAwIw
EjEQMA4GA1UEAwwHVGVzdCBDQTAgFw0yNjExMjIwNzU4MTZaGA8yMTI2MTAyOTA3
NTgxNlowEjEQMA4GA1UEAwwHVGVzdCBDQTBZMBMGByqGSM49AgEGCCqGSM49AwEH
A0IABIxpE87B1+B0UxuheV1SNFFnFfJMYiy4Dzv7+XGNdkWEuo6R8LtTKkrpEwXw
DaRiGJyjrcbtE0/VZ1wefxSPBtmjUzBRMB0GA1UdDgQWBBTiiXTncqAtQ3ln/LEH
e2EfB2Pk3zAfBgNVHSMEGDAWgBTiiXTncqAtQ3ln/LEHe2EfB2Pk3zAPBgNVHRMB
Af8EBTADAQH/MAoGCCqGSM49BAMCA0gAMEUCIFxN+lqgUQhfb7sfWKIBu+DaOikR
Ks7IKrKfpy+Bh1yBAiEA1ADQTWyHjVcC+lgP2gmcRjxG8/O7nM+u+UE25d6whwI=
-----END CERTIFICATE-----`;

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
