import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { policies } from "../../policy/all.ts";
import { isCurrent } from "../../policy/reference.ts";
import { policiesPage } from "../../policy/reference-page.ts";
import { ROOT } from "../../preview/root.ts";

describe("the page of the policies", () => {
  it("is what the policies make of it", () => {
    expect(isCurrent(ROOT)).toBe(true);
  });

  it("has a row for each policy, and no cell that breaks its table", () => {
    const rows = policiesPage()
      .split("\n")
      .filter((line) => /^\| `[a-z-]+` \|/.test(line));
    expect(rows).toHaveLength(policies.length);
    for (const row of rows) expect(row.match(/\|/g), row).toHaveLength(5);
  });
});

describe("isCurrent", () => {
  let root = "";
  beforeEach(() => {
    root = mkdtempSync(join(tmpdir(), "aiobs-policies-"));
  });
  afterEach(() => rmSync(root, { recursive: true, force: true }));

  it("is false where the page is missing or older than a policy", () => {
    expect(isCurrent(root)).toBe(false);
    mkdirSync(join(root, "docs"));
    writeFileSync(join(root, "docs/policies.md"), policiesPage().replace("protected-data", "guarded-data"));
    expect(isCurrent(root)).toBe(false);
  });
});
