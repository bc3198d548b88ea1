import { spawnSync } from "node:child_process";
import { accessSync, constants, statSync } from "node:fs";
import { delimiter, join } from "node:path";
import { type Tool, type ToolName, toolNamed } from "./catalogue.ts";
import { cachePath, type Environment } from "./recipe.ts";

/** A tool that is ready to run in its pinned version. */
export interface FoundTool {
  readonly kind: "found";
  readonly name: ToolName;
  /** Absolute path of the binary. */
  readonly path: string;
  /** `path`: the machine's own, found on `PATH`; `cache`: built by `npm run tools`. */
  readonly source: "path" | "cache";
}

/** A tool that has yet to be built. */
export interface MissingTool {
  readonly kind: "missing";
  readonly name: ToolName;
  /** One line that says how to get it. */
  readonly hint: string;
}

/** A tool asked for its version answers at once; one that does not is not used. */
const VERSION_TIMEOUT_MS = 10_000;

/**
 * Looks a tool up: on `PATH`, where it counts only in exactly the pinned version, then in the user's cache folder.
 * Builds nothing.
 */
export function findTool(name: ToolName, env: Environment = process.env): FoundTool | MissingTool {
  const tool = toolNamed(name);
  const onPath = executablesOnPath(name, env).find((path) => printedVersion(tool, path, env) === tool.version);
  if (onPath !== undefined) return { kind: "found", name, path: onPath, source: "path" };
  const cached = cachePath(tool, env);
  if (isExecutable(cached)) return { kind: "found", name, path: cached, source: "cache" };
  return { kind: "missing", name, hint: `${name} ${tool.version} is not there; build it: npm run tools -- ${name}` };
}

/**
 * The version that a binary prints, without a leading `v`; undefined when it prints none, fails or hangs. The first version
 * in its output counts: the ones that follow are those of its compiler and libraries.
 */
export function printedVersion(tool: Tool, path: string, env: Environment = process.env): string | undefined {
  const run = spawnSync(path, tool.versionArguments, {
    encoding: "utf8",
    timeout: VERSION_TIMEOUT_MS,
    stdio: ["ignore", "pipe", "pipe"],
    // The Pulumi CLI would otherwise ask the network for a newer release of itself.
    env: { ...env, PULUMI_SKIP_UPDATE_CHECK: "true" },
  });
  if (run.status !== 0) return undefined;
  return firstVersion(`${run.stdout}\n${run.stderr}`);
}

/** The first semantic version in a text, pre-release and build parts included, without a leading `v`. */
export function firstVersion(text: string): string | undefined {
  return /(?<![\w.])v?(\d+\.\d+\.\d+(?:-[0-9A-Za-z.-]+)?(?:\+[0-9A-Za-z.-]+)?)/.exec(text)?.[1];
}

function executablesOnPath(name: string, env: Environment): readonly string[] {
  const folders = (env.PATH ?? "").split(delimiter).filter((folder) => folder.startsWith("/"));
  return folders.map((folder) => join(folder, name)).filter(isExecutable);
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return statSync(path).isFile();
  } catch {
    return false;
  }
}
