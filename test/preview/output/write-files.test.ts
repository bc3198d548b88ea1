import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { homedir, tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { RENDERED, refusedTarget } from "../../../preview/output/target.ts";
import { writeFiles } from "../../../preview/output/write-files.ts";
import { LIST_FILE } from "../../../preview/output/written-list.ts";
import { ROOT } from "../../../preview/root.ts";
import { treeOf } from "./tree.ts";

let root = "";
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), "aiobs-write-"));
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

const files = (entries: Record<string, string>) => new Map(Object.entries(entries));

/** What is in a folder, the list of the preview's own files apart. */
const content = (folder: string) => treeOf(folder).filter(([path]) => path !== LIST_FILE);

describe("writeFiles", () => {
  it("leaves nothing of an earlier run behind, and everything of others", () => {
    const folder = join(root, "out");
    writeFiles(folder, files({ "plan.json": "1", "old/file": "x", "swap/was-a-folder": "y", turns: "z" }));
    writeFileSync(join(folder, "notes.txt"), "mine");
    writeFiles(folder, files({ "plan.json": "2", "new/file": "y", swap: "now a file", "turns/folder": "z" }));
    expect(content(folder)).toEqual([
      ["new/file", "y"],
      ["notes.txt", "mine"],
      ["plan.json", "2"],
      ["swap", "now a file"],
      ["turns/folder", "z"],
    ]);
    expect(treeOf(root).every(([path]) => path.startsWith("out/"))).toBe(true);
  });

  it("keeps a folder that it emptied of its own files and that holds another's", () => {
    writeFiles(join(root, "out"), files({ "a/b/c": "1", "a/d": "2" }));
    mkdirSync(join(root, "out/a/mine"));
    writeFiles(join(root, "out"), files({ e: "3" }));
    expect(content(join(root, "out"))).toEqual([
      ["a/mine", "(empty folder)"],
      ["e", "3"],
    ]);
  });

  it("lists the same files with the same bytes", () => {
    writeFiles(join(root, "a"), files({ x: "1", y: "2" }));
    writeFiles(join(root, "b"), files({ y: "0", z: "2" }));
    writeFiles(join(root, "b"), files({ y: "2", x: "1" }));
    expect(treeOf(join(root, "b"))).toEqual(treeOf(join(root, "a")));
  });

  it.each([
    ["two files that exclude each other", { "plan.json": "2", "plan.json/impossible": "x" }],
    ["a path that leads out of the folder", { "plan.json": "2", "../escaped": "x" }],
    ["an absolute path", { "plan.json": "2", "/escaped": "x" }],
    ["the list itself", { "plan.json": "2", [LIST_FILE]: "x" }],
  ])("refuses %s and leaves the folder as it was", (_, impossible) => {
    writeFiles(join(root, "out"), files({ "plan.json": "1" }));
    const before = treeOf(root);
    expect(() => writeFiles(join(root, "out"), files(impossible))).toThrow(/would be|cannot be the path/);
    expect(treeOf(root)).toEqual(before);
  });

  it.each([
    ["holds files that no preview wrote", (folder: string) => writeFileSync(join(folder, "thesis.txt"), "work")],
    ["holds a file of the list's name", (folder: string) => writeFileSync(join(folder, LIST_FILE), "{}")],
    ["holds a list that leads elsewhere", (folder: string) => forgeList(folder, "../precious")],
    ["holds a link of the list's name", (folder: string) => symlinkSync("/dev/null", join(folder, LIST_FILE))],
    ["holds a link where files wait", (folder: string) => symlinkSync(root, join(folder, ".aiobs-preview.new"))],
  ])("refuses a folder that %s", (_, fill) => {
    writeFileSync(join(root, "precious"), "work");
    mkdirSync(join(root, "out"));
    fill(join(root, "out"));
    const before = treeOf(root);
    expect(() => writeFiles(join(root, "out"), files({ "plan.json": "1" }))).toThrow(/no preview wrote|not/);
    expect(treeOf(root)).toEqual(before);
  });

  it.each([
    [
      "was changed since",
      (folder: string) => writeFileSync(join(folder, "a/b"), "by hand"),
      /changed since .*\(a\/b\)/,
    ],
    ["became a link", (folder: string) => relink(join(folder, "a/b")), /changed since .*\(a\/b\)/],
    ["lies behind a link now", (folder: string) => relink(join(folder, "a")), /no preview wrote.*\(a\)/],
  ])("refuses to replace or remove a file that %s", (_, change, message) => {
    writeFiles(join(root, "out"), files({ "a/b": "1", c: "1" }));
    mkdirSync(join(root, "elsewhere"));
    writeFileSync(join(root, "elsewhere/b"), "1");
    change(join(root, "out"));
    const before = treeOf(root);
    expect(() => writeFiles(join(root, "out"), files({ "a/b": "2", c: "2" }))).toThrow(message);
    expect(treeOf(root)).toEqual(before);
  });

  it("writes what somebody deleted anew, and takes a file that is right already for its own", () => {
    writeFiles(join(root, "out"), files({ a: "1", b: "1" }));
    rmSync(join(root, "out/a"));
    writeFileSync(join(root, "out/c"), "1");
    writeFiles(join(root, "out"), files({ a: "1", b: "1", c: "1" }));
    expect(content(join(root, "out"))).toEqual(["a", "b", "c"].map((path) => [path, "1"]));
  });

  it("follows a link to the folder itself", () => {
    mkdirSync(join(root, "disk"));
    symlinkSync(join(root, "disk"), join(root, "out"));
    writeFiles(join(root, "out"), files({ a: "1" }));
    expect(readFileSync(join(root, "disk/a"), "utf8")).toBe("1");
  });

  it("refuses a folder that is a file", () => {
    writeFileSync(join(root, "out"), "work");
    expect(() => writeFiles(join(root, "out"), files({ a: "1" }))).toThrow(/is not a folder/);
  });
});

function forgeList(folder: string, path: string): void {
  const hash = "0".repeat(64);
  writeFileSync(join(folder, LIST_FILE), JSON.stringify({ about: "", files: { [path]: hash } }));
}

function relink(path: string): void {
  rmSync(path, { recursive: true });
  symlinkSync(join(root, "elsewhere"), path);
}

describe("refusedTarget", () => {
  it.each([
    ["nothing", ""],
    ["blanks", "  "],
    ["the folder of all outputs", RENDERED],
    ["the repository", ROOT],
    ["the repository in another spelling", `${ROOT}/docs/..`],
    ["what is around the repository", dirname(ROOT)],
    ["the home folder", homedir()],
    ["the root of all", "/"],
  ])("refuses %s", (_, path) => {
    expect(refusedTarget(path)).toMatch(/name a new folder/);
  });

  it("refuses them behind a link", () => {
    symlinkSync(ROOT, join(root, "link"));
    expect(refusedTarget(join(root, "link"))).toMatch(/name a new folder/);
    expect(refusedTarget(join(root, "link/rendered"))).toMatch(/name a new folder/);
  });

  it.each([join(RENDERED, "prod"), join(ROOT, "rendered-too"), join(tmpdir(), "aiobs-new/x"), `${homedir()}-not`])(
    "takes %s",
    (path) => {
      expect(refusedTarget(path)).toBeUndefined();
    },
  );
});
