/** Writes a preview's files to a folder, in which it replaces and removes only what previews wrote there. */
import { existsSync, mkdirSync, readdirSync, renameSync, rmdirSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import type { RenderedFiles } from "../manifests.ts";
import { folderContent, foldersAbove, refuseObstacles } from "./folder-content.ts";
import { checkFolder, isWaitingFile, OutputFolderError, realTarget, WAITING } from "./target.ts";
import {
  contentHash,
  type Hashes,
  isBelow,
  isWritten,
  LIST_FILE,
  type WrittenList,
  writtenListText,
} from "./written-list.ts";

/**
 * Makes the files the folder's content, as far as it is a preview's: files that earlier runs wrote and that are no more
 * are removed, and folders that this empties. Everything else in the folder stays. A file that somebody changed since a
 * preview wrote it counts as theirs.
 *
 * All files are written beside their places first and then moved there, each at once: a full disk leaves the folder as it
 * was, and a run that is killed leaves what the next one can go on from.
 *
 * @param folder made if it is not there.
 * @throws {OutputFolderError} when it is not to be written to, or something of another's is where a file has to go. Nothing
 *   is touched then.
 */
export function writeFiles(folder: string, files: RenderedFiles): void {
  const list = checkFolder(folder);
  const target = realTarget(folder);
  const wanted = hashesOf(files);
  const content = folderContent(target, list, wanted);
  refuseObstacles(folder, content, wanted);

  const { hashes, emptied } = content;
  const changed = [...files].filter(([path]) => hashes.get(path) !== wanted.get(path));
  const gone = [...hashes].filter(([path, hash]) => !wanted.has(path) && isWritten(list, path, hash));
  const made = mkdirSync(target, { recursive: true });
  const waiting = join(target, WAITING);
  try {
    clear(waiting);
    mkdirSync(waiting);
    changed.forEach(([, text], index) => {
      writeFileSync(join(waiting, String(index)), text);
    });
    setList(target, { files: list.files, writing: new Map([...list.writing, ...wanted]) });
    for (const [path] of gone) rmSync(join(target, path));
    for (const below of [...emptied, ...gone.map(([path]) => dirname(path))]) removeEmpty(join(target, below), target);
    changed.forEach(([path], index) => {
      mkdirSync(dirname(join(target, path)), { recursive: true });
      renameSync(join(waiting, String(index)), join(target, path));
    });
    setList(target, { files: wanted, writing: new Map() });
  } finally {
    clear(waiting);
    if (made !== undefined) removeEmpty(target, dirname(made));
  }
}

/** @throws when two files cannot both be there, or one would be somewhere else: a fault of the program. */
function hashesOf(files: RenderedFiles): Hashes {
  for (const path of files.keys()) {
    const [first = ""] = path.split("/");
    if (!isBelow(path) || first === LIST_FILE || first === WAITING) {
      throw new OutputFolderError(`"${path}" cannot be the path of an output file`);
    }
    const taken = foldersAbove(path).find((above) => files.has(above));
    if (taken !== undefined) throw new OutputFolderError(`"${taken}" would be a file and the folder of "${path}"`);
  }
  return new Map([...files].map(([path, text]) => [path, contentHash(text)]));
}

/** Replaces the list, at once. */
function setList(target: string, list: WrittenList): void {
  const waiting = join(target, WAITING, "list");
  writeFileSync(waiting, writtenListText(list));
  renameSync(waiting, join(target, LIST_FILE));
}

/** Removes the folder of waiting files. */
function clear(waiting: string): void {
  if (!existsSync(waiting)) return;
  for (const name of readdirSync(waiting).filter(isWaitingFile)) rmSync(join(waiting, name));
  rmdirSync(waiting);
}

/** Removes a folder, and those above it up to `end`, as long as they are empty. */
function removeEmpty(folder: string, end: string): void {
  if (folder === end || !existsSync(folder) || readdirSync(folder).length > 0) return;
  rmdirSync(folder);
  removeEmpty(dirname(folder), end);
}
