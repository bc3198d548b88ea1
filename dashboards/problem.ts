/** One thing that is wrong with a dashboard, with the place. */
export interface Problem {
  /** The file the dashboard is written in, from the root of the repository. */
  readonly file: string;
  /** The panel's title (its id where it has none), `variable $name`, or `annotation <name>`. */
  readonly panel?: string;
  /** The query of the panel. */
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

/** One line for a person: `file › panel › query A, 1:17: message (hint)`. */
export function describeProblem(problem: Problem): string {
  const place = [problem.file];
  if (problem.panel !== undefined) place.push(problem.panel);
  if (problem.refId !== undefined) place.push(`query ${problem.refId}`);
  const position = problem.line === undefined ? "" : `, ${problem.line}:${problem.column ?? 1}`;
  const hint = problem.hint === undefined ? "" : ` (${problem.hint})`;
  return `${place.join(" › ")}${position}: ${problem.message}${hint}`;
}
