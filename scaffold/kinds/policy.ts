import { camel, kebab } from "../names.ts";
import type { Kind } from "../recipe.ts";
import { DOCUMENTED } from "./next.ts";

/** A policy: its rule, its place in the list, and a test. Advisory at first: it warns, until every stack keeps it. */
export const policy: Kind = {
  kind: "policy",
  writes: "the rule (advisory at first), its line in policy/all.ts, a test",
  pattern: /^[a-z]+(-[a-z]+)*$/,
  spelling: 'in lower-case words with "-" between, e.g. no-external-names',
  taken: ({ inventory }) => inventory.policies,
  recipe: ({ name }) => ({
    files: { [`policy/rules/${kebab(name)}.ts`]: rule(name), [`test/policy/rules/${kebab(name)}.test.ts`]: test(name) },
    edits: [
      {
        kind: "insertion",
        file: "policy/all.ts",
        into: ["policies"],
        element: camel(name),
        imports: `import { ${camel(name)} } from "./rules/${kebab(name)}.ts";`,
      },
    ],
    next: DOCUMENTED,
  }),
};

function rule(name: string): string {
  return `import { at } from "../json.ts";
import type { ResourcePolicy } from "../policy.ts";

/** TODO: why it must be so. Below, an example: a Service that stands for a name outside the cluster. */
export const ${camel(name)}: ResourcePolicy = {
  judges: "resource",
  name: "${name}",
  // TODO: what must be so, what to do where it is not, what it looks at, and what is wrong.
  description: "No Service stands for a name outside the cluster.",
  remedy: "call the name itself",
  enforcement: "advisory",
  applies: ({ type }) => type === "kubernetes:core/v1:Service",
  check: ({ props }) =>
    at(props, "spec", "externalName") === undefined ? [] : ["stands for a name outside the cluster"],
};
`;
}

function test(name: string): string {
  return `import { expect, it } from "vitest";
import { ${camel(name)} } from "../../../policy/rules/${kebab(name)}.ts";
import { problems, resource } from "../resource.ts";

const service = (spec: Record<string, string>) => resource("kubernetes:core/v1:Service", { spec });

// TODO: what the policy accepts, and what it refuses.
it("accepts a Service of the cluster", () => {
  expect(problems(${camel(name)}, service({ clusterIP: "None" }))).toEqual([]);
});

it("refuses one that leads outside", () => {
  expect(problems(${camel(name)}, service({ externalName: "example.com" }))).toEqual([
    "stands for a name outside the cluster",
  ]);
});
`;
}
