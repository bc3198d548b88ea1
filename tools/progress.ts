import { styleText } from "node:util";

/** A stream that progress is written to: standard error, or a stand-in. */
export interface ProgressStream {
  readonly isTTY?: boolean | undefined;
  write(text: string): unknown;
}

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
  stream: ProgressStream,
  work: () => Promise<T>,
): Promise<{ readonly result: T; readonly seconds: number }> {
  const started = performance.now();
  const elapsed = (): number => Math.round((performance.now() - started) / 1_000);
  const terminal = stream.isTTY === true;
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

/** Colours of a result's first word; none unless the stream is a terminal and `NO_COLOR` is not set (no-color.org). */
export type Colour = "green" | "red" | "yellow";

/** A text in a colour, or as it is where colours are not wanted. */
export function coloured(colour: Colour, text: string, stream: ProgressStream, noColour: string | undefined): string {
  const wanted = stream.isTTY === true && (noColour === undefined || noColour === "");
  return wanted ? styleText(colour, text, { validateStream: false }) : text;
}
