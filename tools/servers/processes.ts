import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { setTimeout as sleep } from "node:timers/promises";
import { eventually } from "./eventually.ts";
import { guarded } from "./guard.ts";

/** A server, or another program that is waited for, that tests and `npm run contract` run beside themselves. */
export interface ServerSpec {
  /** What it is called in errors. */
  readonly name: string;
  /** Absolute path of its binary. */
  readonly command: string;
  readonly args: readonly string[];
  /** Variables on top of what it inherits. */
  readonly env?: Readonly<Record<string, string>>;
  /** What it has of this process's environment: `all` of it (default), or `PATH` and `HOME`, where it shall be the same on every machine. */
  readonly inherits?: "all" | "paths";
  /** The folder that it runs in. Default: this process's. */
  readonly folder?: string;
  /** Whether it can be used, by what it answers or has written; may throw while it cannot be reached. */
  readonly ready: (lines: readonly string[]) => boolean | Promise<boolean>;
  /** How long it may take to get there, s. Default: 60; servers here start in 5 s at most on two free cores, the rest is for busy ones. */
  readonly readySeconds?: number;
  /** How many of its last lines are kept. Default: 40. */
  readonly keptLines?: number;
}

/** A server that runs. */
export interface RunningServer {
  /** The last lines of its standard output and error. */
  readonly written: readonly string[];
  /** Ends it as a lost node does: at once, with nothing put in order. */
  readonly kill: () => Promise<void>;
  /** Ends it as Kubernetes does: it may put its things in order, for as long as this takes. */
  readonly stop: () => Promise<void>;
}

/** A server that can be started again, with what it left on its disk. */
export interface RestartableServer extends Omit<RunningServer, "written"> {
  readonly start: () => Promise<void>;
}

/** After this a server that was asked to stop is killed. */
const STOP_MS = 10_000;
/** A server that is ready says so sooner; one that is not may not answer at all. */
const ANSWER_MS = 5_000;
/** Lines of output that errors show. */
const SHOWN_LINES = 40;

const running = new Set<ChildProcess>();

/**
 * Starts a server and waits until it is ready. It is stopped with the bed.
 *
 * @throws {Error} when it ends or is not ready in time, with its last lines.
 */
export async function startServer(spec: ServerSpec, bed: AsyncDisposableStack): Promise<RunningServer> {
  // Its start-up went on after a failure elsewhere: nobody would stop this server.
  if (bed.disposed) throw new Error(`${spec.name}: not started, what it is for is over`);
  const { readySeconds = 60, keptLines = SHOWN_LINES } = spec;
  const { PATH = "", HOME = "" } = process.env;
  const child = spawn(spec.command, spec.args, {
    ...(spec.folder !== undefined && { cwd: spec.folder }),
    stdio: ["ignore", "pipe", "pipe"],
    env: { ...(spec.inherits === "paths" ? { PATH, HOME } : process.env), ...spec.env },
  });
  running.add(child);
  const lines: string[] = [];
  for (const stream of [child.stdout, child.stderr]) {
    createInterface({ input: stream }).on("line", (line) => {
      lines.push(line);
      if (lines.length > keptLines) lines.shift();
    });
  }
  const ended = new Promise<string>((resolve) => {
    child.once("error", (error) => resolve(`could not be started: ${error.message}`));
    child.once("exit", (code, signal) => resolve(`ended with ${signal ?? `exit code ${code}`}`));
  });
  const release = child.pid === undefined ? () => {} : guarded({ kind: "process", what: child.pid });
  ended.then(() => {
    running.delete(child);
    release();
  });
  bed.defer(() => stop(child));

  const ready = eventually(`the readiness of ${spec.name}`, readySeconds, async () => {
    // One that has ended is asked no more.
    if (!running.has(child)) return "ended";
    return (await spec.ready(lines)) ? "ready" : undefined;
  });
  const failure = await Promise.race([
    ended,
    ready.then(
      () => undefined,
      (error: Error) => error.message,
    ),
  ]);
  if (failure !== undefined) {
    throw new Error(`${spec.name}: ${failure}; its last lines:\n${lines.slice(-SHOWN_LINES).join("\n")}`);
  }
  const end = async (signal: "SIGKILL" | "SIGTERM") => {
    child.kill(signal);
    await ended;
  };
  return { written: lines, kill: () => end("SIGKILL"), stop: () => end("SIGTERM") };
}

/** A server that is not started yet. To kill or stop it is to kill or stop the process that was started last. */
export function restartable(start: () => Promise<RunningServer>): RestartableServer {
  let last: RunningServer | undefined;
  const process = () => {
    if (last === undefined) throw new Error("the server was not started");
    return last;
  };
  return {
    start: async () => {
      last = await start();
    },
    kill: () => process().kill(),
    stop: () => process().stop(),
  };
}

/** Whether a URL answers with a status of success. */
export async function answers(url: string): Promise<boolean> {
  const response = await fetch(url, { signal: AbortSignal.timeout(ANSWER_MS) });
  await response.arrayBuffer();
  return response.ok;
}

async function stop(child: ChildProcess): Promise<void> {
  if (!running.has(child)) return;
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
