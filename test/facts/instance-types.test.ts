import { expect, it } from "vitest";
import { architectureOf, instanceTypes } from "../../facts/instance-types.ts";

it.each([
  ["m7i.xlarge", "x86_64"],
  ["m7i-flex.large", "x86_64"],
  ["m7g.metal", "arm64"],
  ["c8gn.48xlarge", "arm64"],
  ["im4gn.large", "arm64"],
  ["r7iz.metal-16xl", "x86_64"],
  ["t4g.medium", "arm64"],
] as const)("%s is known, and is %s", (type, architecture) => {
  expect(instanceTypes.has(type)).toBe(true);
  expect(architectureOf(type)).toBe(architecture);
});

it.each(["m99i.27xlarge", "m7i.27xlarge", "m7i", "trn1.2xlarge", "g6.xlarge"])("%s is not known", (type) => {
  expect(instanceTypes.has(type)).toBe(false);
});
