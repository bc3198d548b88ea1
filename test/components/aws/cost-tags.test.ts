import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { costTags, tagLimits, tagProblems } from "../../../components/aws/cost-tags.ts";

const base = { stack: "prod", environment: "prod", owner: "ml-platform" };

describe("cost tags", () => {
  it("tell project, stack, environment and owner, beside the organisation's own, in one order", () => {
    const tags = costTags({ ...base, extra: { "cost-centre": "4711" } });
    expect(Object.entries(tags)).toEqual([
      ["cost-centre", "4711"],
      ["environment", "prod"],
      ["owner", "ml-platform"],
      ["project", "aiobs"],
      ["stack", "prod"],
    ]);
  });

  it("may not be taken over by the organisation's", () => {
    expect(() => costTags({ ...base, extra: { owner: "nobody", stack: "x" } })).toThrow(
      'tags: "owner" is set by the program; "stack" is set by the program',
    );
  });

  it.each([
    [{ "aws:createdBy": "x" }, 'begins with "aws:"'],
    [{ "": "x" }, '"" is not a key'],
    [{ ["k".repeat(129)]: "x" }, "is not a key"],
    [{ note: "v".repeat(257) }, '"note" has a value'],
    [{ note: "a\nb" }, '"note" has a value'],
    [Object.fromEntries(Array.from({ length: 40 }, (_, index) => [`t${index}`, "x"])), "44 tags, at most 42 fit"],
  ])("are refused where AWS would (%#)", (extra, expected) => {
    expect(() => costTags({ ...base, extra })).toThrow(expected);
  });

  it("are all within AWS' limits, with room for a resource's own, whenever they are taken", () => {
    const text = (longest: number) => fc.stringMatching(new RegExp(`^[A-Za-z0-9 _.:/=+@-]{1,${longest}}$`));
    const extras = fc.dictionary(text(132), text(260), { maxKeys: 44, size: "max" });
    let taken = 0;
    fc.assert(
      fc.property(extras, (extra) => {
        let tags: Readonly<Record<string, string>>;
        try {
          tags = costTags({ ...base, extra });
        } catch {
          return;
        }
        taken += 1;
        expect(Object.keys(tags).length).toBeLessThanOrEqual(tagLimits.tags - 3);
        expect(tagProblems({ ...tags, Name: "n", component: "compute", pool: "p" })).toEqual([]);
      }),
    );
    expect(taken).toBeGreaterThan(0);
  });
});
