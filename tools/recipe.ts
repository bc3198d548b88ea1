import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { homedir } from "node:os";
import { join } from "node:path";
import type { Tool } from "./catalogue.ts";

/** The folder that holds the tools' Go modules. */
export const MODULES_FOLDER: string = import.meta.dirname;

/** The process environment, as far as these tools read it. */
export type Environment = Readonly<Record<string, string | undefined>>;

/** The arguments of `go` that build a tool, without the output file. The modules in `go.sum`, and no others, go in. */
export function goArguments(tool: Tool): readonly string[] {
  const stamps = Object.entries(tool.stamps).map(([symbol, value]) => `-X ${symbol}=${value}`);
  const tags = tool.tags === undefined ? [] : ["-tags", tool.tags.join(",")];
  const reproducible = ["-mod=readonly", "-trimpath", "-buildvcs=false"];
  return ["build", ...reproducible, ...tags, "-ldflags", ["-s -w", ...stamps].join(" ")];
}

/**
 * Ten hexadecimal digits that differ when anything that decides what is built differs: versions and checksums of the
 * modules, the package, the source beside them, the compiler's arguments, the files made for it, the platform.
 *
 * @throws when the tool's `go.mod` or `go.sum` cannot be read.
 */
export function recipeHash(tool: Tool, modulesFolder: string = MODULES_FOLDER): string {
  const hash = createHash("sha256");
  const folder = join(modulesFolder, tool.module);
  const source = readdirSync(folder).filter((file) => file.endsWith(".go"));
  for (const file of ["go.mod", "go.sum", ...source.sort()]) hash.update(readFileSync(join(folder, file)));
  const { emptyFiles } = tool;
  const made = emptyFiles === undefined ? [] : [emptyFiles];
  hash.update(JSON.stringify([tool.package, goArguments(tool), process.platform, process.arch, ...made]));
  return hash.digest("hex").slice(0, 10);
}

/**
 * Where a tool's binary is kept: in the user's cache folder, so that every clone of the repository shares it.
 * `$XDG_CACHE_HOME/aiobs/tools/<tool>/<version>-<recipe>/<tool>`
 * (XDG Base Directory Specification 0.8, section 3). The folder can be deleted at any time; `npm run tools` fills it again.
 */
export function cachePath(tool: Tool, env: Environment, modulesFolder: string = MODULES_FOLDER): string {
  return join(cacheFolder(env), "tools", tool.name, `${tool.version}-${recipeHash(tool, modulesFolder)}`, tool.name);
}

/** This project's folder in the user's cache: `$XDG_CACHE_HOME/aiobs`, with `~/.cache` when the variable is not an absolute path. */
export function cacheFolder(env: Environment): string {
  const configured = env.XDG_CACHE_HOME;
  const root = configured?.startsWith("/") ? configured : join(env.HOME || homedir(), ".cache");
  return join(root, "aiobs");
}
