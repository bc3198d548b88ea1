import { spawn } from "node:child_process";
import { mkdir, rename, rm } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import type { Tool } from "./catalogue.ts";
import { printedVersion } from "./find.ts";
import { cachePath, type Environment, goArguments, MODULES_FOLDER } from "./recipe.ts";

/** What came of one build: the binary's path, or why there is none. */
export type CompileResult =
  | { readonly kind: "built"; readonly path: string }
  | { readonly kind: "failed"; readonly reason: string };

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
  const unfinished = join(dirname(path), `.${basename(path)}.${process.pid}`);
  try {
    await mkdir(dirname(path), { recursive: true });
    const run = await runGo(
      [...goArguments(tool), "-o", unfinished, tool.package],
      join(MODULES_FOLDER, tool.module),
      env,
    );
    if (run.exitCode !== 0) return { kind: "failed", reason: lastLines(run.output) || "the compiler said nothing" };
    const version = printedVersion(tool, unfinished, env);
    if (version !== tool.version) {
      const found = version === undefined ? "no version" : `version ${version}`;
      return { kind: "failed", reason: `the binary prints ${found}, tools/catalogue.ts says ${tool.version}` };
    }
    await rename(unfinished, path);
    return { kind: "built", path };
  } finally {
    await rm(unfinished, { force: true });
  }
}

function runGo(
  args: readonly string[],
  folder: string,
  env: Environment,
): Promise<{ readonly exitCode: number; readonly output: string }> {
  return new Promise((resolve) => {
    let output = "";
    const child = spawn("go", args, {
      cwd: folder,
      stdio: ["ignore", "pipe", "pipe"],
      // No C compiler is needed, and a workspace of the user's does not take over the pinned modules.
      env: { ...env, CGO_ENABLED: "0", GOWORK: "off" },
    });
    const collect = (chunk: Buffer): void => {
      output += chunk.toString();
    };
    child.stdout.on("data", collect);
    child.stderr.on("data", collect);
    child.on("error", (error) => resolve({ exitCode: 1, output: error.message }));
    child.on("close", (code) => resolve({ exitCode: code ?? 1, output }));
  });
}

function lastLines(output: string): string {
  const lines = output.split("\n").filter((line) => line.trim() !== "" && !line.startsWith("go: downloading "));
  return lines.slice(-LINES_SHOWN).join("\n");
}
