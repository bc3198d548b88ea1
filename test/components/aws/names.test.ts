import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { fittingName, type NamedThing, nameLimits } from "../../../components/aws/names.ts";

const things = Object.keys(nameLimits) as NamedThing[];

describe("a name in AWS", () => {
  it("stays as it is when it fits", () => {
    expect(fittingName("iamRole", "pools-h100-role")).toBe("pools-h100-role");
  });

  it.each(things)("of a %s leaves room for Pulumi's suffix within the limit", (thing) => {
    fc.assert(
      fc.property(fc.string({ minLength: 1, maxLength: 400 }), (name) => {
        expect(fittingName(thing, name).length + 8).toBeLessThanOrEqual(nameLimits[thing]);
      }),
    );
  });

  it("stays different from another that begins alike", () => {
    const long = "x".repeat(80);
    expect(fittingName("iamRole", `${long}a`)).not.toBe(fittingName("iamRole", `${long}b`));
    expect(fittingName("iamRole", `${long}a`)).toBe(fittingName("iamRole", `${long}a`));
  });
});
