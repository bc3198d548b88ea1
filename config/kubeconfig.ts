import { statSync } from "node:fs";
import { homedir } from "node:os";
import { resolve } from "node:path";
import type { Problem } from "../problems/problem.ts";
import { describeFound, settingError } from "./setting-problem.ts";

/** The absolute path of a kubeconfig: `~` is the home folder, relative paths start at the project's folder. */
export function resolveKubeconfig(path: string): string {
  return resolve(path.replace(/^~(?=\/|$)/, homedir()));
}

/** Checks that a kubeconfig file is there. Looks at the disk, which parsing the settings never does. */
export function checkKubeconfig(path: string): Problem | undefined {
  const file = resolveKubeconfig(path);
  const refuse = (message: string) =>
    settingError(["foundation", "kubeconfig"], message, { found: describeFound(path) });
  const stats = statSync(file, { throwIfNoEntry: false });
  if (stats === undefined)
    return refuse(`no such file: ${file}; correct the path, or leave it out to use the usual one`);
  return stats.isFile() ? undefined : refuse(`not a file: ${file}`);
}
