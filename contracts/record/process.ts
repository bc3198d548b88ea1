import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { setTimeout as sleep } from "node:timers/promises";

/** A program that is run to be looked at. */
export interface ProcessSpec {
  /** What it is called in errors. */
  readonly name: string;
  /** Absolute path of its binary. */
  readonly command: string;
  readonly args: readonly string[];
  /** Its whole environment, beside `PATH` and `HOME`: nothing of this machine's decides what it tells. */
  readonly env?: Readonly<Record<string, string>>;
  /** Where it runs, and may write. */
  readonly folder: string;
  /** What tells that it can be used: a URL that answers with success, or a line that it writes. */
  readonly ready: string | RegExp;
  /** How long it may take to get there, s. Default: 120. */
  readonly readySeconds?: number;
}

/** A program that runs. */
export interface RunningProcess {
  /** What it has written so far, on standard output and error. */
  readonly lines: readonly string[];
  /** Asks it to end, and waits. */
  readonly stop: () => Promise<void>;
}

/** After this a program that was asked to stop is killed. */
const STOP_MS = 10_000;
const POLL_MS = 250;
/** Lines of output that errors show. */
const SHOWN_LINES = 20;

/**
 * Starts a program and waits until it can be used. It is stopped with the bed.
 *
 * @throws {Error} when it ends or is not ready in time, with its last lines.
 */
export async function startProcess(spec: ProcessSpec, bed: AsyncDisposableStack): Promise<RunningProcess> {
  const { PATH = "", HOME = "" } = process.env;
  const child = spawn(spec.command, spec.args, {
    cwd: spec.folder,
    stdio: ["ignore", "pipe", "pipe"],
    env: { PATH, HOME, ...spec.env },
  });
  const lines: string[] = [];
  for (const stream of [child.stdout, child.stderr]) {
    createInterface({ input: stream }).on("line", (line) => lines.push(line));
  }
  let failure: string | undefined;
  child.once("error", (error) => {
    failure = `could not be started: ${error.message}`;
  });
  child.once("exit", (code, signal) => {
    failure ??= `ended with ${signal ?? `exit code ${code}`}`;
  });
  const stop = () => stopped(child);
  bed.defer(stop);
  const until = performance.now() + (spec.readySeconds ?? 120) * 1_000;
  const { ready } = spec;
  const isReady = async () => (typeof ready === "string" ? answers(ready) : lines.some((line) => ready.test(line)));
  while (!(await isReady())) {
    if (performance.now() > until) failure ??= "was not ready in time";
    if (failure !== undefined) {
      throw new Error(`${spec.name} ${failure}; its last lines:\n${lines.slice(-SHOWN_LINES).join("\n")}`);
    }
    await sleep(POLL_MS);
  }
  return { lines, stop };
}

async function answers(url: string): Promise<boolean> {
  try {
    const response = await fetch(url, { signal: AbortSignal.timeout(5_000) });
    await response.arrayBuffer();
    return response.ok;
  } catch {
    return false;
  }
}

async function stopped(child: ChildProcess): Promise<void> {
  if (child.pid === undefined || child.exitCode !== null || child.signalCode !== null) return;
  const exit = once(child, "exit");
  child.kill("SIGTERM");
  const timer = new AbortController();
  const killed = sleep(STOP_MS, undefined, { signal: timer.signal }).then(
    () => child.kill("SIGKILL"),
    () => {},
  );
  await exit;
  timer.abort();
  await killed;
}
