import { expect, it } from "vitest";
import { positionsOf, urnsOfFirstRelease } from "./former-urns.ts";

it.each(["local", "dev", "prod"])("an update of %s from version 0.1 keeps every resource", async (stack) => {
  const before = urnsOfFirstRelease(stack);
  const positions = await positionsOf(stack);
  const urns = new Set(positions.flatMap(({ now, before: former }) => [now, ...former].map(({ urn }) => urn)));
  expect(before.length).toBeGreaterThan(40);
  expect(before.filter((urn) => !urns.has(urn))).toEqual([]);
});
