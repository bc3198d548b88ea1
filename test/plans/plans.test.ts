import { describe, expect, it } from "vitest";
import { previewed } from "../previewed.ts";
import { goldenPlan } from "./golden-plan.ts";
import { goldenStacks } from "./golden-stacks.ts";

describe.each(goldenStacks)("the stack %s", (stack, file) => {
  it("is planned as it is committed: `npm run plans` brings the file up to date", async () => {
    const { plan } = await previewed(stack, file);
    await expect(goldenPlan(plan)).toMatchFileSnapshot(`${stack}.yaml`);
  });

  it("passes every check", async () => {
    const { summary } = await previewed(stack, file);
    expect(summary.checks.flatMap(({ problems }) => problems)).toEqual([]);
  });
});
