import { mkdtempSync } from "node:fs";
import { rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { guarded } from "./guard.ts";

/** A new folder of the system's temporary folder. It is removed with the bed, or when the process ends without. */
export function temporaryFolder(bed: AsyncDisposableStack): string {
  const folder = mkdtempSync(join(tmpdir(), "aiobs-"));
  const release = guarded({ kind: "folder", what: folder });
  bed.defer(async () => {
    await rm(folder, { recursive: true, force: true });
    release();
  });
  return folder;
}
