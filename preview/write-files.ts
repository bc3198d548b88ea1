import { mkdir, readdir, rename, rm, writeFile } from "node:fs/promises";
import { dirname, join, resolve } from "node:path";
import type { RenderedFiles } from "./manifests.ts";

/**
 * Writes the files as the whole content of a folder: files of an earlier run that are no more are gone.
 *
 * All are written beside the folder first and then moved into its place, so that a run that fails leaves the folder as
 * it was.
 *
 * @param folder the folder; made if it is not there.
 */
export async function writeFiles(folder: string, files: RenderedFiles): Promise<void> {
  const target = resolve(folder);
  const fresh = `${target}.${process.pid}.new`;
  const old = `${target}.${process.pid}.old`;
  try {
    const folders = new Set([...files.keys()].map((path) => dirname(join(fresh, path))));
    for (const path of folders) await mkdir(path, { recursive: true });
    await Promise.all([...files].map(([path, text]) => writeFile(join(fresh, path), text)));
    await rename(target, old).catch(ignoreMissing);
    await rename(fresh, target);
  } finally {
    await rm(fresh, { recursive: true, force: true });
    await rm(old, { recursive: true, force: true });
  }
}

/** A file of every earlier output: what marks a folder as ours to replace. */
const MARK = "plan.json";

/**
 * Refuses a folder that holds something else than an earlier output: its whole content is replaced.
 * @throws {OutputFolderError} when it does.
 */
export async function checkFolder(folder: string): Promise<void> {
  const found = (await readdir(folder).catch(ignoreMissing)) ?? [];
  if (found.length > 0 && !found.includes(MARK)) {
    throw new OutputFolderError(
      `${folder} holds files that no preview wrote (${found.slice(0, 3).join(", ")}); its content would be replaced: name an empty or a new folder`,
    );
  }
}

/** The output folder cannot be used. */
class OutputFolderError extends Error {
  override readonly name = "OutputFolderError";
}

function ignoreMissing(error: unknown): undefined {
  if (!(error instanceof Error && "code" in error && error.code === "ENOENT")) throw error;
}
