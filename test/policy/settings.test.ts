import * as pulumi from "@pulumi/pulumi";
import { describe, expect, it } from "vitest";
import { environmentNamed, policySettings } from "../../policy/settings.ts";

describe("policySettings", () => {
  it("are the stack's settings", () => {
    pulumi.runtime.setAllConfig({ "aiobs:environment": "dev", "aiobs:aws": '{"region":"eu-central-1","maxGpus":512}' });
    expect(policySettings()).toEqual({ environment: "dev", maxGpus: 512 });
  });

  it("are the strictest where there are none", () => {
    pulumi.runtime.setAllConfig({});
    expect(policySettings()).toEqual({ environment: "prod" });
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
