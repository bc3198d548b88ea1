import { execFile } from "node:child_process";
import { closeSync, mkdirSync, openSync, writeSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { temporaryFolder } from "../../../tools/servers/temporary-folder.ts";

/** A folder on a file system of its own, of some mebibytes, as a volume is; undefined where this user may not mount one. */
export async function smallVolume(mebibytes: number, bed: AsyncDisposableStack): Promise<string | undefined> {
  const folder = join(temporaryFolder(bed), "volume");
  mkdirSync(folder);
  try {
    await promisify(execFile)("mount", ["-t", "tmpfs", "-o", `size=${mebibytes}m`, "tmpfs", folder]);
  } catch {
    return undefined;
  }
  bed.defer(async () => {
    await promisify(execFile)("umount", ["--lazy", folder]);
  });
  return folder;
}

/**
 * Writes a file until its file system has no room, or until it is so long.
 *
 * @param bytes absent: until there is no room for a byte more.
 */
export function fill(file: string, bytes = Number.POSITIVE_INFINITY): void {
  const handle = openSync(file, "w");
  let written = 0;
  try {
    for (const size of [2 ** 20, 2 ** 12, 1]) {
      const piece = Buffer.alloc(size);
      try {
        while (written + size <= bytes) written += writeSync(handle, piece);
      } catch {
        // No room for a piece of this size.
      }
    }
  } finally {
    closeSync(handle);
  }
}
