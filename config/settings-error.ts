import { formatProblem, type Problem } from "./problem.ts";

/** Paths up to this length are lined up in one column. */
const widest = 56;

/** Everything that is wrong with a stack's settings, found in one go. The message lists it all, ready to be shown. */
export class SettingsError extends Error {
  override readonly name = "SettingsError";
  /** Where the settings come from, e.g. `Pulumi.dev.yaml`. */
  readonly where: string;
  /** Sorted by path. */
  readonly problems: readonly Problem[];

  constructor(where: string, problems: readonly Problem[]) {
    const sorted = problems.toSorted((a, b) => compare(a.path, b.path) || compare(a.message, b.message));
    super(formatProblems(where, sorted));
    this.where = where;
    this.problems = sorted;
  }
}

/** By code units: the same order on every machine, whatever its language. */
function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

function formatProblems(where: string, problems: readonly Problem[]): string {
  const width = Math.max(...problems.map(({ path }) => (path.length > widest ? 0 : path.length)));
  const lines = problems.map((problem) => `  ${problem.path.padEnd(width)}  ${formatProblem(problem)}`);
  return [`${where}: ${problems.length} ${problems.length === 1 ? "error" : "errors"} in the settings`, ...lines].join(
    "\n",
  );
}
