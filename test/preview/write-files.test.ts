import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { checkFolder, writeFiles } from "../../preview/write-files.ts";

let root = "";
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), "aiobs-write-"));
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

const files = (entries: Record<string, string>) => new Map(Object.entries(entries));

describe("writeFiles", () => {
  it("leaves nothing of an earlier run behind", async () => {
    const folder = join(root, "out");
    await writeFiles(folder, files({ "plan.json": "1", "old/file": "x" }));
    await writeFiles(folder, files({ "plan.json": "2", "new/file": "y" }));
    expect(readdirSync(folder).sort()).toEqual(["new", "plan.json"]);
    expect(readFileSync(join(folder, "plan.json"), "utf8")).toBe("2");
    expect(readdirSync(root)).toEqual(["out"]);
  });

  it("leaves the folder as it was when it cannot write all", async () => {
    const folder = join(root, "out");
    await writeFiles(folder, files({ "plan.json": "1" }));
    await expect(writeFiles(folder, files({ "plan.json": "2", "plan.json/impossible": "x" }))).rejects.toThrow();
    expect(readFileSync(join(folder, "plan.json"), "utf8")).toBe("1");
    expect(readdirSync(root)).toEqual(["out"]);
  });
});

describe("checkFolder", () => {
  it("takes a folder that is new, empty, or an earlier output", async () => {
    await checkFolder(join(root, "new"));
    await checkFolder(root);
    writeFileSync(join(root, "plan.json"), "{}");
    await checkFolder(root);
  });

  it("refuses a folder with anything else in it, whose content would be lost", async () => {
    writeFileSync(join(root, "thesis.txt"), "years of work");
    await expect(checkFolder(root)).rejects.toThrow(/files that no preview wrote \(thesis\.txt\)/);
  });
});
