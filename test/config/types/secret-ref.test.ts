import { expect, test } from "vitest";
import { secretRef } from "../../../config/types/secret-ref.ts";
import { refusalOf } from "../refusal-of.ts";

test("names a secret", () => {
  expect(secretRef().parse({ secret: "pagerdutyRoutingKey" })).toEqual({ secret: "pagerdutyRoutingKey" });
});

test.each(["R0123456789", 5, undefined, null])("refuses %j where a name belongs and tells what to run", (value) => {
  expect(refusalOf(secretRef(), value).message).toBe(
    "expected { secret: <name> }, the name of a secret that was set with: pulumi config set --secret <name>",
  );
});

test.each(["", "Key", "my-key", "my key", "1key"])("refuses %j as a name", (secret) => {
  expect(refusalOf(secretRef(), { secret }).message).toMatch(/^expected the name of a secret in camelCase/);
});
