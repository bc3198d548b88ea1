/** Where a preview may write to: which folders never, and which not as they are. */
import { lstatSync, readdirSync, readFileSync, realpathSync } from "node:fs";
import { homedir } from "node:os";
import { basename, dirname, join, resolve, sep } from "node:path";
import { ROOT } from "../root.ts";
import { LIST_FILE, NOTHING_WRITTEN, parseWrittenList, type WrittenList } from "./written-list.ts";

/** The folder that holds the output of each stack, in a folder of the stack's name. */
export const RENDERED: string = join(ROOT, "rendered");

/** Below the output folder: where files wait until all are written. A run that was killed may leave it behind. */
export const WAITING = ".aiobs-preview.new";

/** A preview cannot write to a folder as it is on disk. Nothing in it was touched. */
export class OutputFolderError extends Error {
  override readonly name = "OutputFolderError";
}

/**
 * Why a folder may never hold a preview's output, whatever is in it; undefined when it may.
 *
 * @param path as the user wrote it.
 * @param kept folders that are not to be taken, nor anything above them.
 */
export function refusedTarget(path: string, kept: readonly string[] = [RENDERED, homedir()]): string | undefined {
  if (path.trim() === "") return "the output folder has an empty name: name a new folder";
  const target = realTarget(path);
  const holds = kept.map(realTarget).find((folder) => folder === target || folder.startsWith(join(target, sep)));
  if (holds === undefined) return undefined;
  const reason = holds === target ? "it holds more than one output" : `${holds} is in it`;
  return `${path} cannot be the output folder, since ${reason}: name a new folder`;
}

/** The absolute path that a path leads to when all links are followed, as far as it exists. */
export function realTarget(path: string): string {
  const absolute = resolve(path);
  try {
    return realpathSync.native(absolute);
  } catch (error) {
    if (!(error instanceof Error && "code" in error && error.code === "ENOENT")) throw error;
    return join(realTarget(dirname(absolute)), basename(absolute));
  }
}

/**
 * Whether a preview may write to a folder: a new or an empty one, or one that a preview wrote to.
 *
 * @returns what previews wrote there.
 * @throws {OutputFolderError} when it may not.
 */
export function checkFolder(folder: string): WrittenList {
  const refusal = refusedTarget(folder);
  if (refusal !== undefined) throw new OutputFolderError(refusal);
  const target = realTarget(folder);
  const stat = lstatSync(target, { throwIfNoEntry: false });
  if (stat === undefined) return NOTHING_WRITTEN;
  if (!stat.isDirectory()) throw new OutputFolderError(`${folder} is not a folder: name a new one`);
  const found = readdirSync(target, { withFileTypes: true });
  const waiting = found.find(({ name }) => name === WAITING);
  if (waiting !== undefined && !(waiting.isDirectory() && readdirSync(join(target, WAITING)).every(isWaitingFile))) {
    throw new OutputFolderError(`${join(folder, WAITING)} is not what a preview leaves: move it away or delete it`);
  }
  const list = found.find(({ name }) => name === LIST_FILE);
  if (list !== undefined) return readList(join(folder, LIST_FILE), list.isFile() ? join(target, LIST_FILE) : undefined);
  const others = found.filter((entry) => entry !== waiting).map(({ name }) => name);
  if (others.length === 0) return NOTHING_WRITTEN;
  throw new OutputFolderError(
    `${folder} holds files that no preview wrote (${firstOf(others.sort())}): name an empty or a new folder`,
  );
}

/** Whether a file in {@link WAITING} has a name that previews give. */
export function isWaitingFile(name: string): boolean {
  return /^(\d+|list)$/.test(name);
}

/** A few of many, for a message. */
export function firstOf(names: readonly string[]): string {
  return names.length <= 3 ? names.join(", ") : `${names.slice(0, 3).join(", ")} and ${names.length - 3} more`;
}

function readList(shown: string, file: string | undefined): WrittenList {
  const list = file === undefined ? undefined : parseWrittenList(readFileSync(file, "utf8"));
  if (list !== undefined) return list;
  throw new OutputFolderError(
    `${shown} is not a preview's list of its files, so nobody can tell which are: name another folder, or delete this one`,
  );
}
