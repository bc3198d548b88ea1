import type { ResourceValidationPolicy, StackValidationPolicy } from "@pulumi/policy";
import { describe, expect, it } from "vitest";
import { standardsOf } from "../../facts/standards.ts";
import { crossGuardPolicies } from "../../policy/cross-guard.ts";
import type { JudgedStack, Policy, PolicyResource, ResourcePolicy, StackPolicy } from "../../policy/policy.ts";

const texts = {
  name: "demo",
  description: "Nothing is red.",
  remedy: "paint it",
  enforcement: "mandatory",
  applies: ({ type }: PolicyResource) => type === "paint",
} as const;

/** What the engine tells a policy of a resource; reading `props.unknown` throws, as the engine's do in a preview. */
function told(type: string, props: object) {
  const opts = { protect: true, ignoreChanges: [], aliases: [], additionalSecretOutputs: [], customTimeouts: timeouts };
  Object.defineProperty(props, "unknown", {
    enumerable: true,
    get() {
      throw new Error("string value at .unknown can't be known during preview");
    },
  });
  return { type, props, urn: `urn:${type}`, name: "wall", opts, isType: () => false, asType: () => undefined };
}

const timeouts = { createSeconds: 0, updateSeconds: 0, deleteSeconds: 0 };

class NotApplicable extends Error {}

function frame() {
  const notApplicable = (): never => {
    throw new NotApplicable();
  };
  return {
    stackTags: new Map<string, string>(),
    getConfig: <C extends object>(): C => JSON.parse("{}"),
    notApplicable,
  };
}

function wrapped(policy: Policy): ResourceValidationPolicy & StackValidationPolicy {
  const [only] = crossGuardPolicies([policy], () => ({ environment: "dev", standards: standardsOf("dev") }));
  if (only === undefined) throw new Error("no policy");
  return { validateStack: () => {}, ...only };
}

describe("a policy that judges each resource", () => {
  const seen: [PolicyResource, JudgedStack][] = [];
  const policy: ResourcePolicy = {
    ...texts,
    judges: "resource",
    check(resource, stack) {
      seen.push([resource, stack]);
      return resource.props.colour === "red" ? ["is red"] : [];
    },
  };
  const validate = (type: string, props: object) => {
    const found: unknown[] = [];
    const { validateResource } = wrapped(policy);
    if (typeof validateResource !== "function") throw new Error("no validation");
    void validateResource({ ...told(type, props), ...frame() }, (violation) => found.push(violation));
    return found;
  };

  it("keeps its name, texts and enforcement", () => {
    expect(wrapped(policy)).toMatchObject({
      name: "demo",
      description: "Nothing is red.",
      enforcementLevel: "mandatory",
      remediationSteps: "paint it.",
    });
  });

  it("reports each problem with the resource's name and what to do", () => {
    expect(validate("paint", { colour: "red" })).toEqual(["wall is red: paint it."]);
    expect(validate("paint", { colour: "blue" })).toEqual([]);
  });

  it("is shown plain data, in which what is not known yet is one value", () => {
    seen.length = 0;
    validate("paint", { list: [1, { deep: true }], nothing: undefined });
    expect(seen).toEqual([
      [
        {
          urn: "urn:paint",
          type: "paint",
          name: "wall",
          props: { list: [1, { deep: true }], nothing: null, unknown: "[known after up]" },
          protect: true,
          deleteBeforeReplace: false,
          replaceOnChanges: [],
          dependsOn: [],
        },
        { environment: "dev", secrets: "plain", standards: standardsOf("dev") },
      ],
    ]);
  });

  it("does not apply where it looks at nothing", () => {
    expect(() => validate("stone", { colour: "red" })).toThrow(NotApplicable);
  });
});

describe("a policy that judges the stack", () => {
  const policy: StackPolicy = {
    ...texts,
    judges: "stack",
    checkStack: (resources) => [
      ...resources.filter(({ dependsOn }) => dependsOn.length > 0).map((resource) => ({ resource, problem: "waits" })),
      { problem: "is red" },
    ],
  };
  const validate = (type: string) => {
    const found: unknown[] = [];
    const stone = { ...told("stone", {}), dependencies: [], propertyDependencies: {} };
    const paint = { ...told(type, {}), dependencies: [stone], propertyDependencies: { colour: [stone] } };
    void wrapped(policy).validateStack({ ...frame(), resources: [stone, paint] }, (...violation) =>
      found.push(violation),
    );
    return found;
  };

  it("reports each problem at the resource that is at fault, or at the stack", () => {
    expect(validate("paint")).toEqual([
      ["wall waits: paint it.", "urn:paint"],
      ["the stack is red: paint it.", undefined],
    ]);
  });

  it("does not apply where it looks at nothing", () => {
    expect(() => validate("stone")).toThrow(NotApplicable);
  });
});
