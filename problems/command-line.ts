/** How a command answers a command line that it cannot follow. */
type Format = "text" | "json";

/** A command line that is wrong: why, and how the answer is wanted. */
export interface WrongCommandLine {
  readonly kind: "wrong";
  readonly message: string;
  readonly format: Format;
}

/** What whoever reads a command line is given. */
export interface CommandLineReader {
  readonly format: Format;
  /** Says that the command line is wrong. */
  readonly wrong: (message: string) => WrongCommandLine;
}

/**
 * Reads a command line. Where its options cannot be read, `--json` still says how to answer.
 *
 * @param read throws, or says by `wrong`, what is wrong with it.
 */
export function readCommandLine<Command>(
  argv: readonly string[],
  read: (reader: CommandLineReader) => Command,
): Command | WrongCommandLine {
  const format = argv.includes("--json") ? "json" : "text";
  const wrong = (message: string): WrongCommandLine => ({ kind: "wrong", message, format });
  try {
    return read({ format, wrong });
  } catch (error) {
    return wrong(error instanceof Error ? error.message : String(error));
  }
}
