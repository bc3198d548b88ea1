import * as pulumi from "@pulumi/pulumi";
import { describe, expect, it } from "vitest";
import { standardsOf } from "../../facts/standards.ts";
import { policySettings } from "../../policy/settings.ts";

const settingsFrom = (config: Record<string, string>) => {
  pulumi.runtime.setAllConfig(config);
  return policySettings();
};

describe("policySettings", () => {
  it("are the stack's settings", () => {
    const aws = '{"region":"eu-central-1","maxGpus":512}';
    expect(settingsFrom({ "aiobs:environment": "dev", "aiobs:aws": aws })).toEqual({
      environment: "dev",
      standards: { ...standardsOf("dev"), maxGpus: 512 },
    });
  });

  it("are of its environment only where the stack's own standards say nothing", () => {
    const standards = '{"availability":"pairs","data":"disposable"}';
    expect(settingsFrom({ "aiobs:environment": "staging", "aiobs:standards": standards })).toEqual({
      environment: "staging",
      standards: { ...standardsOf("prod"), availability: "pairs", data: "disposable" },
    });
  });

  it("are the strictest where there are none, or none that are known", () => {
    expect(settingsFrom({})).toEqual({ environment: "prod", standards: standardsOf("prod") });
    const wrong = '{"availability":"none","data":true}';
    expect(settingsFrom({ "aiobs:environment": "a", "aiobs:standards": wrong }).standards).toEqual(standardsOf("prod"));
  });
});
