/** Whatever is in a folder, whatever ran before and wherever a run is cut off: what a preview did not write stays as it is. */
import * as fs from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import fc from "fast-check";
import { describe, expect, it, vi } from "vitest";
import { foldersAbove } from "../../../preview/output/folder-content.ts";
import { OutputFolderError, WAITING } from "../../../preview/output/target.ts";
import { writeFiles } from "../../../preview/output/write-files.ts";
import { LIST_FILE } from "../../../preview/output/written-list.ts";
import { treeOf } from "./tree.ts";

/** How many changes of the disk are left until the process is killed: from then on nothing changes any more. */
const power = vi.hoisted(() => ({ left: Number.POSITIVE_INFINITY }));

vi.mock("node:fs", async (original) => {
  const real = await original<typeof fs>();
  const limited = <Args extends readonly unknown[], Result>(change: (...args: Args) => Result) => {
    return (...args: Args): Result => {
      power.left -= 1;
      if (power.left < 0) throw new Error("killed");
      return change(...args);
    };
  };
  return {
    ...real,
    mkdirSync: limited(real.mkdirSync),
    renameSync: limited(real.renameSync),
    rmSync: limited(real.rmSync),
    rmdirSync: limited(real.rmdirSync),
    writeFileSync: limited((path: string, text: string) => {
      // The last thing that a killed process does may be half a file.
      real.writeFileSync(path, power.left === 0 ? text.slice(0, text.length / 2) : text);
    }),
  };
});

// Few names, so that files of ours and of others meet, also as folders of each other.
const names = fc.constantFrom("a", "b", "plan.json", "constructor");
const paths = fc.array(names, { minLength: 1, maxLength: 3 }).map((parts) => parts.join("/"));
const texts = fc.constantFrom("one", "two", "three");
const BY_HAND = "by hand";

/** What a preview renders: files, none of which is another's folder. */
const outputs = fc.dictionary(paths, texts, { minKeys: 1, maxKeys: 5 }).map((entries) => {
  const kept = Object.keys(entries).filter((path) => !Object.keys(entries).some((o) => path.startsWith(`${o}/`)));
  return new Map(kept.map((path) => [path, entries[path] ?? ""]));
});

const steps = fc.oneof(
  { weight: 3, arbitrary: fc.record({ kind: fc.constant("preview" as const), files: outputs }) },
  fc.record({ kind: fc.constant("killed preview" as const), files: outputs, after: fc.nat(25) }),
  fc.record({ kind: fc.constant("write" as const), path: paths }),
  fc.record({ kind: fc.constant("link" as const), path: paths }),
  fc.record({ kind: fc.constant("make folder" as const), path: paths }),
  fc.record({ kind: fc.constant("delete" as const), path: paths }),
);

describe("writeFiles", () => {
  it("touches nothing of others', and goes on from where a run was killed", () => {
    let refused = 0;
    let written = 0;
    fc.assert(
      fc.property(fc.array(steps, { minLength: 1, maxLength: 8 }), (sequence) => {
        const root = fs.mkdtempSync(join(tmpdir(), "aiobs-property-"));
        try {
          const folder = join(root, "out");
          fs.mkdirSync(join(root, "outside"));
          fs.writeFileSync(join(root, "outside/a"), "one");
          fs.mkdirSync(folder);
          /** The folders that a preview had a file below, or was about to: empty, they may go. */
          const used = new Set<string>();
          /** What people put there, by path. */
          const theirs = new Map<string, string>([["outside/a", "one"]]);
          for (const step of sequence) {
            if ("path" in step) {
              change(root, step, theirs);
            } else {
              const before = treeOf(root);
              for (const path of step.files.keys()) for (const above of foldersAbove(`out/${path}`)) used.add(above);
              power.left = step.kind === "preview" ? Number.POSITIVE_INFINITY : step.after;
              const end = outcome(() => writeFiles(folder, step.files));
              power.left = Number.POSITIVE_INFINITY;
              if (end === "refused") {
                expect(treeOf(root)).toEqual(before);
                refused += 1;
              }
              if (end === "done") {
                for (const [path, text] of step.files) {
                  expect(fs.readFileSync(join(folder, path), "utf8")).toBe(text);
                }
                for (const [path, content] of treeOf(folder)) {
                  const known = step.files.has(path) || path === LIST_FILE || theirs.has(`out/${path}`);
                  expect(known || content === "(empty folder)", path).toBe(true);
                }
                expect(fs.existsSync(join(folder, WAITING))).toBe(false);
                written += 1;
              }
            }
            const now = new Map(treeOf(root));
            for (const [path, content] of theirs) {
              if (content !== "(empty folder)" || !used.has(path)) expect(now.get(path), path).toBe(content);
            }
          }
        } finally {
          power.left = Number.POSITIVE_INFINITY;
          fs.rmSync(root, { recursive: true });
        }
      }),
      { numRuns: 100 },
    );
    expect(refused).toBeGreaterThan(0);
    expect(written).toBeGreaterThan(0);
  });

  it.each(Array.from({ length: 24 }, (_, after) => after))("recovers from a kill after %i changes", (after) => {
    const root = fs.mkdtempSync(join(tmpdir(), "aiobs-property-"));
    try {
      const folder = join(root, "out");
      writeFiles(folder, new Map(Object.entries({ a: "one", "b/a": "one", "b/b": "one" })));
      power.left = after;
      outcome(() => writeFiles(folder, new Map(Object.entries({ a: "two", b: "two", "plan.json/a": "two" }))));
      power.left = Number.POSITIVE_INFINITY;
      writeFiles(folder, new Map(Object.entries({ "b/b": "three", c: "three" })));
      expect(treeOf(folder).filter(([path]) => path !== LIST_FILE)).toEqual([
        ["b/b", "three"],
        ["c", "three"],
      ]);
    } finally {
      fs.rmSync(root, { recursive: true });
    }
  });
});

type Step = typeof steps extends fc.Arbitrary<infer T> ? T : never;

/** What a person does to the folder, where the disk lets them; `theirs` is told. Nobody here works through a link. */
function change(root: string, { kind, path }: Extract<Step, { path: string }>, theirs: Map<string, string>): void {
  const key = `out/${path}`;
  const links = treeOf(root).filter(([there, content]) => content.startsWith("->") && key.startsWith(`${there}/`));
  if (links.length > 0) return;
  try {
    if (kind === "delete") {
      fs.rmSync(join(root, key), { recursive: true });
      for (const other of theirs.keys()) if (other === key || other.startsWith(`${key}/`)) theirs.delete(other);
      return;
    }
    fs.mkdirSync(dirname(join(root, key)), { recursive: true });
    if (kind === "make folder") fs.mkdirSync(join(root, key));
    if (kind === "link") fs.symlinkSync("../outside", join(root, key));
    if (kind === "write" && !theirs.get(key)?.startsWith("->")) fs.writeFileSync(join(root, key), BY_HAND);
  } catch {
    return;
  }
  for (const above of foldersAbove(key)) theirs.delete(above);
  const made = { "make folder": "(empty folder)", link: "-> ../outside", write: BY_HAND };
  if (!theirs.get(key)?.startsWith("->")) theirs.set(key, made[kind]);
}

function outcome(run: () => void): "done" | "refused" | "killed" {
  try {
    run();
    return "done";
  } catch (error) {
    if (error instanceof OutputFolderError) return "refused";
    if (error instanceof Error && error.message === "killed") return "killed";
    throw error;
  }
}
