import * as pulumi from "@pulumi/pulumi";
import { describe, expect, it } from "vitest";
import { environmentNamed, stackEnvironment } from "../../policy/environment.ts";

describe("stackEnvironment", () => {
  it("is the stack's setting", () => {
    pulumi.runtime.setAllConfig({ "aiobs:environment": "dev" });
    expect(stackEnvironment()).toBe("dev");
  });

  it("is the strictest where there is no setting", () => {
    pulumi.runtime.setAllConfig({});
    expect(stackEnvironment()).toBe("prod");
  });
});

describe("environmentNamed", () => {
  it.each([
    ["local", "local"],
    ["dev", "dev"],
    ["prod", "prod"],
    ["staging", "prod"],
    [undefined, "prod"],
  ])("takes %s for %s", (name, expected) => {
    expect(environmentNamed(name)).toBe(expected);
  });
});
