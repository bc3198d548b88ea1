import { answers, startServer } from "../../tools/servers/processes.ts";

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
  /** Asks it to end, and waits; one that takes too long is killed. */
  readonly stop: () => Promise<void>;
}

/**
 * Starts a program and waits until it can be used. It is stopped with the bed.
 *
 * @throws {Error} when it ends or is not ready in time, with its last lines.
 */
export async function startProcess(
  { ready, readySeconds = 120, ...spec }: ProcessSpec,
  bed: AsyncDisposableStack,
): Promise<RunningProcess> {
  const own = bed.use(new AsyncDisposableStack());
  const { written } = await startServer(
    {
      ...spec,
      inherits: "paths",
      ready: (lines) => (typeof ready === "string" ? answers(ready) : lines.some((line) => ready.test(line))),
      readySeconds,
      keptLines: Number.POSITIVE_INFINITY,
    },
    own,
  );
  return { lines: written, stop: () => own.disposeAsync() };
}
