import { join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import type { PlannedResource } from "../preview/record.ts";
import { previewed } from "./previewed.ts";

const SETTINGS = join(import.meta.dirname, "plans/settings");

/** Stacks that keep their data: on managed nodes and buckets of their own, on another stack's outputs, on keys for a store. */
const stacks: readonly (readonly [string, string | undefined])[] = [
  ["prod", undefined],
  ["other-stack", join(SETTINGS, "other-stack.yaml")],
  ["everything", join(SETTINGS, "everything.yaml")],
];

/**
 * All that a resource needs to be there: what it depends on, and what the components above it do, since a child is registered
 * after its parent. It is made after these, and goes before them.
 */
function needsOf({ urn }: PlannedResource, resources: readonly PlannedResource[]): ReadonlySet<string> {
  const known = new Map(resources.map((resource) => [resource.urn, resource]));
  const needs = new Set<string>();
  const visit = (each: string): void => {
    const { dependsOn = [], parent } = known.get(each) ?? {};
    for (const needed of parent === undefined ? dependsOn : [...dependsOn, parent]) {
      if (needs.has(needed)) continue;
      needs.add(needed);
      visit(needed);
    }
  };
  visit(urn);
  return needs;
}

describe.each(stacks)("the order of things in %s", (stack, file) => {
  let resources: readonly PlannedResource[];
  beforeAll(async () => {
    resources = (await previewed(stack, file)).plan.resources;
  });
  const named = (type: RegExp, name: string | undefined) => {
    const found = resources.find((resource) => type.test(resource.type) && resource.name === name);
    if (found === undefined) throw new Error(`no ${type.source} ${name}`);
    return found;
  };

  it("lets nothing go before the object that refuses to go", () => {
    const guard = named(/:ConfigMap$/, "guard");
    expect(guard.protect).toBe(true);
    const needs = needsOf(guard, resources);
    const unguarded = resources.filter(
      ({ kind, type, urn }) => kind === "custom" && !type.startsWith("pulumi:") && urn !== guard.urn && !needs.has(urn),
    );
    expect(unguarded.map(({ urn }) => urn)).toEqual([]);
  });

  it("starts no pod before the role that it gets when it starts, and gives no role before what the role may do", () => {
    const associations = resources.filter(({ type }) => type.endsWith(":PodIdentityAssociation"));
    for (const association of associations) {
      const pods = named(/:(StatefulSet|Deployment)$/, String(association.inputs.serviceAccount));
      expect(needsOf(pods, resources), pods.name).toContain(association.urn);
      const may = named(/:RolePolicy$/, association.name);
      expect(needsOf(association, resources), association.name).toContain(may.urn);
    }
    expect(associations.length > 0).toBe(stack === "prod");
  });
});
