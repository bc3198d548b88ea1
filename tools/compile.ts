import { mkdir, rename, rm } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { z } from "zod";
import { fileProblem } from "../problems/file-problem.ts";
import { formatProblem } from "../problems/format.ts";
import type { Tool } from "./catalogue.ts";
import { printedVersion } from "./find.ts";
import { writeOverlay } from "./overlay.ts";
import { cachePath, type Environment, goArguments, MODULES_FOLDER } from "./recipe.ts";
import { type GoRun, runGo } from "./run-go.ts";

/** What came of one build: the binary's path, or why there is none. */
export type CompileResult =
  | { readonly kind: "built"; readonly path: string }
  | { readonly kind: "failed"; readonly reason: string };

/** What a build writes before it is done. */
interface Unfinished {
  readonly binary: string;
  /** The folder of an overlay, where the tool needs one. */
  readonly scratch: string;
}

/** What `go mod download -json` says of a module: the folder that it is in. */
const Downloaded = z.object({ Dir: z.string() });

/** The end of the compiler's output names the error; what comes before is mostly downloads. */
const LINES_SHOWN = 20;

/** Whether a Go toolchain that runs is on `PATH`. */
export async function hasGo(env: Environment): Promise<boolean> {
  return (await runGo(["version"], MODULES_FOLDER, env)).exitCode === 0;
}

/**
 * Builds a tool into the cache. The binary is written under another name, asked for its version and renamed last, so that
 * nobody ever finds half of one, or one of another version.
 */
export async function compileTool(tool: Tool, env: Environment): Promise<CompileResult> {
  const path = cachePath(tool, env);
  const binary = join(dirname(path), `.${basename(path)}.${process.pid}`);
  const scratch = `${binary}.overlay`;
  try {
    await mkdir(dirname(path), { recursive: true });
  } catch (error) {
    const problem = fileProblem(error, dirname(path));
    if (problem === undefined) throw error;
    return { kind: "failed", reason: formatProblem(problem) };
  }
  try {
    const run = await build(tool, { binary, scratch }, env);
    if (run.exitCode !== 0) return { kind: "failed", reason: lastLines(run.output) || "the compiler said nothing" };
    const version = printedVersion(tool, binary, env);
    if (version !== tool.version) {
      const found = version === undefined ? "no version" : `version ${version}`;
      return { kind: "failed", reason: `the binary prints ${found}, tools/catalogue.ts says ${tool.version}` };
    }
    await rename(binary, path);
    return { kind: "built", path };
  } finally {
    await rm(binary, { force: true });
    await rm(scratch, { force: true, recursive: true });
  }
}

async function build(tool: Tool, { binary, scratch }: Unfinished, env: Environment): Promise<GoRun> {
  const recipe = join(MODULES_FOLDER, tool.module);
  const goBuild = (...more: readonly string[]) =>
    runGo([...goArguments(tool), ...more, "-o", binary, tool.package], recipe, env);
  const { emptyFiles } = tool;
  if (emptyFiles === undefined) return goBuild();
  const download = await runGo(["mod", "download", "-json", emptyFiles.module], recipe, env);
  if (download.exitCode !== 0) return download;
  const { Dir: module } = Downloaded.parse(JSON.parse(download.stdout));
  return goBuild(...(await writeOverlay(emptyFiles, { recipe, module, scratch })));
}

function lastLines(output: string): string {
  const lines = output.split("\n").filter((line) => line.trim() !== "" && !line.startsWith("go: downloading "));
  return lines.slice(-LINES_SHOWN).join("\n");
}
