/** What is in an output folder, and what of it stands where a preview has to write. */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { firstOf, OutputFolderError, WAITING } from "./target.ts";
import { contentHash, type Hashes, isWritten, LIST_FILE, type WrittenList } from "./written-list.ts";

/** A file, link or the like, or a folder that holds nothing. */
interface Entry {
  /** Below the output folder. */
  readonly path: string;
  readonly kind: "file" | "empty folder" | "other";
}

/** What a preview finds in a folder that it may write to. */
export interface FolderContent {
  readonly list: WrittenList;
  readonly entries: readonly Entry[];
  /** The files that previews wrote, or have to write now, as they are. */
  readonly hashes: Hashes;
  /** Empty folders in which previews wrote: a run that was killed leaves them. */
  readonly emptied: readonly string[];
}

/**
 * Looks at a folder. Links are not followed.
 *
 * @param target its real path; nothing has to be there.
 * @param wanted the files to be written.
 */
export function folderContent(target: string, list: WrittenList, wanted: Hashes): FolderContent {
  const entries = existsSync(target) ? entriesIn(target) : [];
  const known = entries.filter(
    ({ path, kind }) => kind === "file" && [wanted, list.files, list.writing].some((files) => files.has(path)),
  );
  const hashes = new Map(known.map(({ path }) => [path, contentHash(readFileSync(join(target, path)))]));
  const used = new Set([...list.files.keys(), ...list.writing.keys()].flatMap(foldersAbove));
  const emptied = entries.filter(({ path, kind }) => kind === "empty folder" && used.has(path)).map(({ path }) => path);
  return { list, entries, hashes, emptied };
}

/**
 * Refuses a folder in which something that no preview wrote is where a file has to go, or go away.
 *
 * @param folder as the user wrote it.
 * @throws {OutputFolderError} that names what is in the way.
 */
export function refuseObstacles(folder: string, content: FolderContent, wanted: Hashes): void {
  const { list, entries, hashes, emptied } = content;
  const needed = new Set([...wanted.keys()].flatMap(foldersAbove));
  const listed = ({ path }: Entry) => list.files.has(path) || list.writing.has(path);
  const obstacles = entries.filter((entry) => {
    const { path, kind } = entry;
    const hash = hashes.get(path);
    if (emptied.includes(path)) return false;
    if (hash !== undefined && (isWritten(list, path, hash) || wanted.get(path) === hash)) return false;
    if (listed(entry) || wanted.has(path) || foldersAbove(path).some((above) => wanted.has(above))) return true;
    return kind !== "empty folder" && needed.has(path);
  });
  const paths = (of: readonly Entry[]) => firstOf(of.map(({ path }) => path));
  const changed = obstacles.filter(listed);
  const foreign = obstacles.filter((entry) => !listed(entry));
  const reasons = [
    ...(changed.length === 0 ? [] : [`what was changed since a preview wrote it (${paths(changed)})`]),
    ...(foreign.length === 0 ? [] : [`what no preview wrote, where one has to write (${paths(foreign)})`]),
  ];
  if (reasons.length === 0) return;
  throw new OutputFolderError(`${folder} holds ${reasons.join(", and ")}: move it away or delete it`);
}

/** `a/b/c` → `a`, `a/b` */
export function foldersAbove(path: string): readonly string[] {
  const parts = path.split("/");
  return parts.slice(1).map((_, index) => parts.slice(0, index + 1).join("/"));
}

function entriesIn(target: string, below = ""): readonly Entry[] {
  return readdirSync(join(target, below), { withFileTypes: true }).flatMap((entry): readonly Entry[] => {
    if (below === "" && [LIST_FILE, WAITING].includes(entry.name)) return [];
    const path = below === "" ? entry.name : `${below}/${entry.name}`;
    if (!entry.isDirectory()) return [{ path, kind: entry.isFile() ? "file" : "other" }];
    const inner = entriesIn(target, path);
    return inner.length === 0 ? [{ path, kind: "empty folder" }] : inner;
  });
}
