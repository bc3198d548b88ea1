import { existsSync, mkdirSync, readdirSync, renameSync, rmSync, statSync, utimesSync } from "node:fs";
import { join } from "node:path";

/** So many folders stay: a million series take two gigabytes. */
const STAY = 6;

/**
 * A folder that is filled once: whoever asks for the same key again has it at once. Those that were asked for longest ago go.
 *
 * @param all where such folders are kept; nothing else is there.
 * @param key of what is in it: another content has another key.
 * @param fill fills it; where that fails, nothing is kept.
 */
export async function keptFolder(all: string, key: string, fill: (folder: string) => Promise<void>): Promise<string> {
  const folder = join(all, key);
  if (existsSync(folder)) {
    const now = new Date();
    utimesSync(folder, now, now);
    return folder;
  }
  const begun = `${folder}.${process.pid}`;
  mkdirSync(begun, { recursive: true });
  try {
    await fill(begun);
    renameSync(begun, folder);
  } finally {
    rmSync(begun, { recursive: true, force: true });
  }
  const byAge = readdirSync(all).sort((a, b) => statSync(join(all, b)).mtimeMs - statSync(join(all, a)).mtimeMs);
  for (const old of byAge.slice(STAY)) rmSync(join(all, old), { recursive: true, force: true });
  return folder;
}
