import { spawn } from "node:child_process";
import type { Environment } from "./recipe.ts";

/** What a run of `go` came to. */
export interface GoRun {
  readonly exitCode: number;
  readonly stdout: string;
  /** Standard output and error, in the order in which they came. */
  readonly output: string;
}

/** Runs `go` in a folder. A `go` that cannot be started counts as a run that failed. */
export function runGo(args: readonly string[], folder: string, env: Environment): Promise<GoRun> {
  return new Promise((resolve) => {
    let stdout = "";
    let output = "";
    const child = spawn("go", args, {
      cwd: folder,
      stdio: ["ignore", "pipe", "pipe"],
      // No C compiler is needed, and a workspace of the user's does not take over the pinned modules.
      env: { ...env, CGO_ENABLED: "0", GOWORK: "off" },
    });
    child.stdout.on("data", (chunk: Buffer) => {
      stdout += chunk.toString();
      output += chunk.toString();
    });
    child.stderr.on("data", (chunk: Buffer) => {
      output += chunk.toString();
    });
    child.on("error", (error) => resolve({ exitCode: 1, stdout, output: error.message }));
    child.on("close", (code) => resolve({ exitCode: code ?? 1, stdout, output }));
  });
}
