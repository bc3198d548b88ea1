import { execFileSync } from "node:child_process";
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ROOT } from "../../preview/root.ts";

/** A copy of the repository as a person would change it: what git knows or would, and the installed packages. */
export function temporaryClone(): Disposable & { readonly root: string } {
  const root = mkdtempSync(join(tmpdir(), "aiobs-clone-"));
  const files = execFileSync("git", ["ls-files", "-z", "--cached", "--others", "--exclude-standard"], { cwd: ROOT });
  for (const file of files.toString().split("\0")) {
    if (file !== "") cpSync(join(ROOT, file), join(root, file), { recursive: true, force: true });
  }
  symlinkSync(join(ROOT, "node_modules"), join(root, "node_modules"));
  return { root, [Symbol.dispose]: () => rmSync(root, { recursive: true, force: true }) };
}

/** The recipes of the README: the arguments of each `npm run new -- …` in it. */
export const recipes: readonly (readonly string[])[] = [
  ...readFileSync(join(ROOT, "README.md"), "utf8").matchAll(/^npm run new -- (.*)$/gm),
].map(([, args = ""]) => args.split(" "));
