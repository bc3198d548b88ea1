import { mkdtempSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { fileProblem } from "../../problems/file-problem.ts";
import { formatProblem } from "../../problems/format.ts";

const folder = mkdtempSync(join(tmpdir(), "file-problem-"));
afterAll(() => rmSync(folder, { recursive: true }));
const file = join(folder, "file");
writeFileSync(file, "");

/** What an operation throws. */
function errorOf(operation: () => unknown): unknown {
  try {
    operation();
  } catch (error) {
    return error;
  }
  return undefined;
}

describe("what the operating system refuses is a problem with the file's path", () => {
  test.each([
    ["a folder that is read as a file", () => readFileSync(folder), /^known: is a folder \(EISDIR\); name a file$/],
    ["a path through a file", () => readFileSync(join(file, "x")), /file\/x: leads through a file .* \(ENOTDIR\)/],
    ["a folder that is not there", () => readdirSync(join(folder, "gone")), /gone: is not there \(ENOENT\)/],
    [
      "a move to where something is",
      () => renameSync(file, folder),
      /file-problem-\w+: .* \((?:EISDIR|ENOTEMPTY|EEXIST|EBUSY|EINVAL)\)/,
    ],
  ])("%s", (_, operation, expected) => {
    const problem = fileProblem(errorOf(operation), "known");
    expect(problem && formatProblem(problem)).toMatch(expected);
  });

  test.each(["EACCES", "EPERM", "EROFS", "EBUSY", "ENOSPC"])("%s", (code) => {
    const problem = fileProblem(Object.assign(new Error(`${code}: refused, open '/x'`), { code, path: "/x" }));
    expect(problem).toMatchObject({
      where: { file: "/x" },
      message: expect.stringContaining(`(${code})`),
      severity: "error",
    });
    expect(problem?.hint).toBeDefined();
  });
});

test.each([
  ["an error of the program", new TypeError("x is not a function")],
  ["an error of another kind", Object.assign(new Error("refused"), { code: "ECONNREFUSED", path: "/x" })],
  ["one that names no file, where none is known", Object.assign(new Error("EISDIR"), { code: "EISDIR" })],
  ["no error", "EISDIR"],
])("%s is none", (_, error) => expect(fileProblem(error)).toBeUndefined());
