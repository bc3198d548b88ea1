import { isTerminal, type OutputStream } from "./colour.ts";
import type { Environment } from "./recipe.ts";

/** On a terminal one line counts the seconds; in a log every line stays, so there they are fewer. */
const TERMINAL_INTERVAL_MS = 1_000;
const LOG_INTERVAL_MS = 30_000;

/**
 * Says what a long piece of work is doing and for how many seconds, until it ends.
 *
 * @returns the work's result, and the seconds of wall time that it took.
 */
export async function withProgress<T>(
  label: string,
  stream: OutputStream,
  env: Environment,
  work: () => Promise<T>,
): Promise<{ readonly result: T; readonly seconds: number }> {
  const started = performance.now();
  const elapsed = (): number => Math.round((performance.now() - started) / 1_000);
  const terminal = isTerminal(stream, env);
  // ESC [ K ends the line here: what an earlier, longer text left behind goes away.
  const show = (): unknown =>
    stream.write(terminal ? `\r${label} ${elapsed()} s\u001b[K` : `${label} ${elapsed()} s\n`);
  show();
  const timer = setInterval(show, terminal ? TERMINAL_INTERVAL_MS : LOG_INTERVAL_MS);
  try {
    return { result: await work(), seconds: elapsed() };
  } finally {
    clearInterval(timer);
    if (terminal) stream.write("\r\u001b[K");
  }
}
