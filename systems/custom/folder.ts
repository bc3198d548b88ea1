/** The files of a folder of `custom/`. */
import { type Dirent, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { errorAt, type Problem } from "../../problems/problem.ts";

/** A file that people brought along. */
export interface CustomFile {
  /** As messages name it, from the root of the repository. */
  readonly file: string;
  /** Its name without the ending. */
  readonly name: string;
  readonly text: string;
}

/** Which folder is read, and what belongs into it. */
interface FolderOf {
  /** As messages name it, e.g. `custom/rules`. */
  readonly shown: string;
  /** The endings of its files, with the dot. */
  readonly endings: readonly string[];
}

/**
 * The files of a folder in the order of their names; none where there is no folder. Hidden files and `README.md` are left out.
 *
 * @param path where the folder is.
 */
export function readFolder(
  path: string,
  { shown, endings }: FolderOf,
): { readonly files: readonly CustomFile[]; readonly problems: readonly Problem[] } {
  const files: CustomFile[] = [];
  const problems: Problem[] = [];
  for (const entry of entriesOf(path)) {
    const file = `${shown}/${entry.name}`;
    const ending = endings.find((each) => entry.name.endsWith(each));
    if (entry.isDirectory() || ending === undefined) {
      const hint = `files here end in ${endings.join(" or ")}: rename it, move it, or remove it`;
      problems.push(errorAt({ file }, "does not belong here", { hint }));
      continue;
    }
    // Some editors begin a file with a byte order mark, which is no part of what it says.
    const text = readFileSync(join(path, entry.name), "utf8").replace(/^\uFEFF/, "");
    files.push({ file, name: entry.name.slice(0, -ending.length), text });
  }
  return { files, problems };
}

function entriesOf(path: string): readonly Dirent[] {
  try {
    return readdirSync(path, { withFileTypes: true })
      .filter(({ name }) => !name.startsWith(".") && name !== "README.md")
      .sort((a, b) => (a.name < b.name ? -1 : 1));
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return [];
    throw error;
  }
}
