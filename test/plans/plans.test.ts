import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { previewed } from "../previewed.ts";
import { goldenPlan } from "./golden-plan.ts";

const SETTINGS = join(import.meta.dirname, "settings");

/** The stacks, and the file of each one's settings where it is not a stack of this repository. */
const stacks: readonly (readonly [string, string | undefined])[] = [
  ["local", undefined],
  ["dev", undefined],
  ["prod", undefined],
  ["other-stack", join(SETTINGS, "other-stack.yaml")],
  ["bare", join(SETTINGS, "bare.yaml")],
  ["everything", join(SETTINGS, "everything.yaml")],
];

describe.each(stacks)("the stack %s", (stack, file) => {
  it("is planned as it is committed: `npm run plans` brings the file up to date", async () => {
    const { plan } = await previewed(stack, file);
    await expect(goldenPlan(plan)).toMatchFileSnapshot(`${stack}.yaml`);
  });

  it("passes every check", async () => {
    const { summary } = await previewed(stack, file);
    expect(summary.checks.flatMap(({ problems }) => problems)).toEqual([]);
  });
});
