import fc from "fast-check";
import { expect, it } from "vitest";
import { exampleRelease, isRelease, pullsInParallel } from "../../facts/machine-images.ts";

const systems = ["al2023", "bottlerocket"] as const;

it.each(systems)("the example of %s is a release of it, and of no other system", (system) => {
  expect(systems.filter((other) => isRelease(exampleRelease(system), other))).toEqual([system]);
});

it("no text is a release of two systems", () => {
  const text = fc.stringMatching(/^1\.\d{2}\.\d-(?:20[0-3]\d[01]\d[0-3]\d|[0-9a-f]{8})$/);
  fc.assert(
    fc.property(text, (release) => {
      expect(systems.filter((system) => isRelease(release, system)).length).toBeLessThanOrEqual(1);
    }),
  );
});

it.each(["latest", "1.36.2", "1.36-20261105", "1.52.0-0A1B2C3D"])("%s is no release", (text) => {
  for (const system of systems) expect(isRelease(text, system)).toBe(false);
});

it.each([
  ["1.34.2-20251217", "al2023", true],
  ["1.36.9-20251216", "al2023", false],
  ["1.46.0-ffffffff", "bottlerocket", true],
  ["1.100.0-00000000", "bottlerocket", true],
  ["1.9.9-99999999", "bottlerocket", false],
] as const)("release %s of %s pulls images in parallel: %s", (release, system, does) => {
  expect(pullsInParallel(release, system)).toBe(does);
});
