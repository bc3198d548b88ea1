import { appendFile, copyFile, mkdir, symlink, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { EmptyFiles } from "./catalogue.ts";

/**
 * Writes what makes `go build` see empty files at places in a module where there are none (`go help build`, -overlay). Go
 * overlays nothing in its own module cache, so the module is also replaced by itself under another path.
 *
 * @param folders `recipe`: where `go.mod` and `go.sum` are; `module`: where Go keeps the module; `scratch`: where the
 *   overlay is written.
 * @returns the arguments of `go build`.
 */
export async function writeOverlay(
  { module, paths }: EmptyFiles,
  folders: { readonly recipe: string; readonly module: string; readonly scratch: string },
): Promise<readonly string[]> {
  const at = (name: string) => join(folders.scratch, name);
  await mkdir(folders.scratch, { recursive: true });
  await symlink(folders.module, at("module"));
  for (const file of ["go.mod", "go.sum"]) await copyFile(join(folders.recipe, file), at(file));
  await appendFile(at("go.mod"), `\nreplace ${module} => ${at("module")}\n`);
  await writeFile(at("empty"), "");
  const Replace = Object.fromEntries(paths.map((path) => [join(at("module"), path), at("empty")]));
  await writeFile(at("overlay.json"), JSON.stringify({ Replace }));
  return ["-modfile", at("go.mod"), "-overlay", at("overlay.json")];
}
