import { readdirSync, readFileSync, readlinkSync } from "node:fs";
import { join } from "node:path";

/** Everything in a folder by path, in order: files with their content, links with where they lead, empty folders. */
export function treeOf(folder: string, below = ""): readonly (readonly [path: string, content: string])[] {
  return readdirSync(join(folder, below), { withFileTypes: true })
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .flatMap((entry): readonly (readonly [string, string])[] => {
      const path = join(below, entry.name);
      if (entry.isSymbolicLink()) return [[path, `-> ${readlinkSync(join(folder, path))}`]];
      if (!entry.isDirectory()) return [[path, readFileSync(join(folder, path), "utf8")]];
      const inner = treeOf(folder, path);
      return inner.length === 0 ? [[path, "(empty folder)"]] : inner;
    });
}
