import { WriteStream } from "node:tty";
import { styleText } from "node:util";
import type { Environment } from "./recipe.ts";

/** A stream that a command writes to: standard output or error, or a stand-in. */
export interface OutputStream {
  readonly isTTY?: boolean | undefined;
  /** Width of the terminal in characters; absent where lines may be as long as they like. */
  readonly columns?: number | undefined;
  write(text: string): unknown;
}

/** A style of `util.styleText`. */
export type Style = Parameters<typeof styleText>[0];

/** Whether a stream is a terminal that obeys control sequences. */
export function isTerminal(stream: OutputStream, env: Environment): boolean {
  return stream.isTTY === true && env.TERM !== "dumb";
}

/** Whether colours can be shown on a stream, and are wanted (`TERM=dumb`; `NO_COLOR`, https://no-color.org). */
export function showsColours(stream: OutputStream, env: Environment): boolean {
  // Node knows the variables and the terminals; the method looks at nothing but the environment that it is given.
  return stream.isTTY === true && WriteStream.prototype.getColorDepth(env) > 1;
}

/** A text in a style, or as it is where colours are not shown. */
export function styled(style: Style, text: string, stream: OutputStream, env: Environment): string {
  return showsColours(stream, env) ? styleText(style, text, { validateStream: false }) : text;
}
