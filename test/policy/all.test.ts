import { describe, expect, it } from "vitest";
import { standardsOf } from "../../facts/standards.ts";
import { policies } from "../../policy/all.ts";
import { judge } from "../../policy/judge.ts";
import { previewed } from "../previewed.ts";

describe("policies", () => {
  it("have names of their own in kebab-case, and texts that read on", () => {
    expect(new Set(policies.map(({ name }) => name)).size).toBe(policies.length);
    for (const { name, description, remedy } of policies) {
      expect(name).toMatch(/^[a-z]+(-[a-z]+)*$/);
      expect(description, name).toMatch(/^[A-Z].*\.$/s);
      expect(remedy, name).toMatch(/^[a-z].*[^.]$/s);
    }
  });

  // Each shipped stack is named after its environment.
  it.each(["local", "dev", "prod"] as const)("are all kept by the stack %s", async (environment) => {
    const { plan } = await previewed(environment);
    const resources = plan.resources.map((resource) => ({ ...resource, props: resource.inputs }));
    const { violations } = judge(policies, resources, {
      environment,
      standards: standardsOf(environment),
      secrets: "redacted",
    });
    expect(violations.map(({ policy, problem }) => `${policy.name}: ${problem}`)).toEqual([]);
  });
});
