import { mkdtempSync, rmSync } from "node:fs";
import { rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

const left = new Set<string>();
process.on("exit", () => {
  for (const folder of left) rmSync(folder, { recursive: true, force: true });
});

/** A new folder of the system's temporary folder. It is removed with the bed, or at the latest when the process ends. */
export function temporaryFolder(bed: AsyncDisposableStack): string {
  const folder = mkdtempSync(join(tmpdir(), "aiobs-real-"));
  left.add(folder);
  bed.defer(async () => {
    await rm(folder, { recursive: true, force: true });
    left.delete(folder);
  });
  return folder;
}
