import { expect, test, vi } from "vitest";
import { planStack } from "../preview/plan.ts";

vi.mock("../custom/transforms.ts", () => ({
  transforms: [
    ({ type, props, opts }: { type: string; props: object; opts: object }) =>
      type === "kubernetes:core/v1:Namespace"
        ? { props: { ...props, metadata: { name: "changed" } }, opts }
        : undefined,
  ],
}));

test("the program applies what custom/transforms.ts holds to every resource that it makes", async () => {
  const { default: program } = await import("../index.ts");
  const { resources } = await planStack({
    project: "aiobs",
    stack: "x",
    config: {
      values: { "aiobs:environment": "local", "aiobs:cluster": '{"name":"local"}' },
      secretKeys: [],
    },
    program: async () => ({ ...program() }),
  });
  const namespaces = resources.filter(({ type }) => type === "kubernetes:core/v1:Namespace");
  expect(namespaces.length).toBeGreaterThan(0);
  for (const { inputs } of namespaces) expect(inputs).toMatchObject({ metadata: { name: "changed" } });
});
