import { expect, test } from "vitest";
import { secretNames } from "../../config/secrets.ts";
import { parseSettings } from "../../config/settings.ts";
import { prodSettings } from "./problems-of.ts";

test("finds every secret that settings name, sorted, each once", () => {
  const settings = parseSettings(prodSettings(), "Pulumi.prod.yaml");
  expect(secretNames(settings)).toEqual(["heartbeatUrl", "pagerdutyRoutingKey"]);
  expect(secretNames([{ secret: "b" }, { x: { secret: "a" } }, { secret: "b" }])).toEqual(["a", "b"]);
});

test("takes nothing else for a secret's name", () => {
  expect(secretNames({ secret: 5, other: { secret: "a", more: 1 }, text: "secret" })).toEqual([]);
});
