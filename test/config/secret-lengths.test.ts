import { runtime } from "@pulumi/pulumi";
import { afterEach, beforeEach, expect, test } from "vitest";
import { loadSettings } from "../../config/load-settings.ts";
import { localSettings } from "./problems-of.ts";

const before = runtime.allConfig();
beforeEach(() => runtime.setMocks({ newResource: () => ({ id: "", state: {} }), call: () => ({}) }, "aiobs", "local"));
afterEach(() => runtime.setAllConfig(before, []));

/** What is said of a stack with such a pepper. */
function said(pepper: string): string {
  const settings = localSettings({ logs: { store: "volume" }, agent: { pepper: { secret: "pepper" } } });
  const plain = Object.entries(settings).map(([key, value]) => [
    `aiobs:${key}`,
    typeof value === "string" ? value : JSON.stringify(value),
  ]);
  runtime.setAllConfig({ ...Object.fromEntries(plain), "aiobs:pepper": pepper }, ["aiobs:pepper"]);
  try {
    loadSettings([]);
    return "";
  } catch (error) {
    return String(error);
  }
}

test("a pepper that the collector would refuse is refused before anything is created, without showing it", () => {
  const short = "a-pepper-of-31-characters-012345".slice(0, 31);
  expect(said(short)).toContain("aiobs:agent.pepper");
  expect(said(short)).toContain("fewer than 32 characters");
  expect(said(short)).not.toContain(short);
  expect(said(`${short}6`)).toBe("");
});
