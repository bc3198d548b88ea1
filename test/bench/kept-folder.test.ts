import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, utimesSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeEach, describe, expect, test, vi } from "vitest";
import { keptFolder } from "../../bench/queries/kept-folder.ts";

const root = mkdtempSync(join(tmpdir(), "aiobs-kept-"));
afterAll(() => rmSync(root, { recursive: true }));
let all: string;
beforeEach(() => {
  all = mkdtempSync(join(root, "all-"));
});

const filled = (text: string) => async (folder: string) => writeFileSync(join(folder, "file"), text);

describe("a kept folder", () => {
  test("is filled once for a key", async () => {
    const first = await keptFolder(all, "key", filled("first"));
    const again = vi.fn(filled("again"));
    expect(await keptFolder(all, "key", again)).toBe(first);
    expect(again).not.toHaveBeenCalled();
    expect(readFileSync(join(first, "file"), "utf8")).toBe("first");
    expect(readFileSync(join(await keptFolder(all, "other", filled("other")), "file"), "utf8")).toBe("other");
  });

  test("is not there where filling it failed", async () => {
    const failing = async (folder: string) => {
      await filled("half")(folder);
      throw new Error("no room");
    };
    await expect(keptFolder(all, "key", failing)).rejects.toThrow("no room");
    expect(readdirSync(all)).toEqual([]);
  });

  test("goes when six others were asked for after it", async () => {
    const keys = ["a", "b", "c", "d", "e", "f"];
    for (const [index, key] of keys.entries()) {
      const folder = await keptFolder(all, key, filled(key));
      utimesSync(folder, index + 1, index + 1);
    }
    // The oldest is asked for again: the second goes in its place.
    await keptFolder(all, "a", filled("a"));
    await keptFolder(all, "g", filled("g"));
    expect(["a", "b", "c", "g"].map((key) => existsSync(join(all, key)))).toEqual([true, false, true, true]);
  });
});
