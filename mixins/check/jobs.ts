import { nearest } from "../../queries/nearest.ts";
import { problemAt, type QueryProblem } from "../../queries/problem.ts";
import { type Matcher, selectorsOf } from "../../queries/promql/ast.ts";
import { parsePromQL } from "../../queries/promql/parse.ts";
import { readRegex } from "../../queries/regex.ts";

/**
 * Matchers of scrape jobs that there are not: every series has the label `job`, so the catalogues cannot tell.
 *
 * @param jobs the scrape jobs of all stacks.
 */
export function jobProblems(expr: string, jobs: ReadonlySet<string>): readonly QueryProblem[] {
  const parsed = parsePromQL(expr);
  if ("problems" in parsed) return [];
  return selectorsOf(parsed.expr)
    .flatMap(({ matchers }) => matchers)
    .filter((matcher) => matcher.label.text === "job" && !matchesOne(matcher, jobs))
    .map(({ value, valueSpan }) => {
      const near = nearest(value, jobs);
      const hint =
        near === undefined
          ? `there are ${[...jobs].sort().join(", ")}: those that a catalogue names under its label job`
          : `did you mean "${near}"?`;
      return problemAt(expr, valueSpan, `There is no scrape job "${value}".`, hint);
    });
}

function matchesOne({ operator, value }: Matcher, jobs: ReadonlySet<string>): boolean {
  if (operator === "=" || operator === "!=") return value === "" || jobs.has(value);
  const regex = readRegex(value);
  return regex.kind === "refused" || [...jobs].some(regex.matches);
}
