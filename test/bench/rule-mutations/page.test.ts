import fc from "fast-check";
import { expect, test } from "vitest";
import { isEnough, merged, page, readPage, type Surveyed } from "../../../bench/rule-mutations/page.ts";

const survivor = fc.record({
  rule: fc.constantFrom("GpuMemoryHot", "cluster:llm_requests:rate5m"),
  change: fc.constantFrom('job=~"a|b" → nothing', "> → <", "0.1 → 0.12"),
});

const surveyed = fc
  .uniqueArray(
    fc.tuple(fc.constantFrom("gpu", "llm", "node"), fc.constantFrom("alerts" as const, "recordings" as const)),
    {
      selector: String,
    },
  )
  .chain((parts) =>
    fc.tuple(
      ...parts.map(([system, kind]) =>
        fc.record({
          system: fc.constant(system),
          kind: fc.constant(kind),
          rules: fc.integer({ min: 1, max: 99 }),
          mutants: fc.integer({ min: 3, max: 99 }),
          survivors: fc.array(survivor, { maxLength: 3 }),
        }),
      ),
    ),
  );

test("what is written is what is read back", () => {
  fc.assert(
    fc.property(surveyed, (all) => {
      expect(readPage(page(all))).toEqual(all);
    }),
  );
});

const gpu: Surveyed = { system: "gpu", kind: "alerts", rules: 2, mutants: 20, survivors: [] };

test("a part that is measured again takes the place of what was said of it, and of nothing else", () => {
  const recordings: Surveyed = { ...gpu, kind: "recordings", rules: 1 };
  const llm: Surveyed = { ...gpu, system: "llm", rules: 3 };
  const again: Surveyed = { ...gpu, survivors: [{ rule: "GpuMemoryHot", change: "> → <" }] };
  expect(merged([llm, gpu, recordings], [again])).toEqual([again, recordings, llm]);
});

test.each([
  [1, true],
  [2, false],
])("of twenty changes %d may go unnoticed: %s", (count, enough) => {
  const survivors = Array.from({ length: count }, () => ({ rule: "GpuMemoryHot", change: "> → <" }));
  expect(isEnough({ ...gpu, survivors })).toBe(enough);
});
