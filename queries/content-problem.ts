/** What can be wrong with content (rules and dashboards), and the error that says all of it at once. */

/** One thing that is wrong, with its place. */
export interface ContentProblem {
  /** The file it is written in, from the root of the repository. */
  readonly file: string;
  /** The part of the file: `alert <name>, expr`, a panel's title, `variable $name`, `annotation <name>`. */
  readonly part?: string;
  /** The query of a panel. */
  readonly refId?: string;
  /** Line in the query, or in the file where the file itself is wrong; from 1. */
  readonly line?: number;
  /** Column in that line, from 1. */
  readonly column?: number;
  /** What was found. */
  readonly message: string;
  /** What to do. */
  readonly hint?: string;
}

/** One line for a person: `file › part › query A, 1:17: message (hint)`. */
export function describeContentProblem({ file, part, refId, line, column, message, hint }: ContentProblem): string {
  const place = [file, ...(part === undefined ? [] : [part]), ...(refId === undefined ? [] : [`query ${refId}`])];
  const position = line === undefined ? "" : `, ${line}:${column ?? 1}`;
  return `${place.join(" › ")}${position}: ${message}${hint === undefined ? "" : ` (${hint})`}`;
}

/** Everything that is wrong with the rules and dashboards. The message lists it all, ready to be shown. */
export class ContentError extends Error {
  override readonly name = "ContentError";
  readonly problems: readonly ContentProblem[];

  constructor(problems: readonly ContentProblem[]) {
    const lines = problems.map((problem) => `  ${describeContentProblem(problem)}`);
    super(
      [`${problems.length} ${problems.length === 1 ? "error" : "errors"} in rules and dashboards`, ...lines].join("\n"),
    );
    this.problems = problems;
  }
}
