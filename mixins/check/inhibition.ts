import { errorAt, type Problem } from "../../problems/problem.ts";
import type { Checked } from "../../queries/promql/check.ts";
import type { Inhibition } from "../mixin.ts";

/**
 * Everything that is wrong with an inhibition.
 *
 * @param labels the labels of each alert of the mixin, and of those of others that it names.
 */
export function checkInhibition(
  file: string,
  { source, targets, equal, across = [] }: Inhibition,
  labels: ReadonlyMap<string, Checked["labels"]>,
): readonly Problem[] {
  const at = { file, part: `inhibition by ${source}` };
  const problems = [source, ...targets]
    .filter((alert) => !labels.has(alert))
    .map((alert) => errorAt(at, `${alert} is no alert`));
  const labelsOf = (alert: string): ReadonlySet<string> => {
    const known = labels.get(alert);
    return known === undefined || known === "unknown" ? new Set(equal) : known;
  };
  for (const alert of [source, ...targets]) {
    for (const label of equal.filter((each) => !labelsOf(alert).has(each))) {
      const hint = "equal may hold labels that all of the alerts have: where both sides lack one, they count as equal";
      problems.push(errorAt(at, `${alert} has no label "${label}"`, { hint }));
    }
  }
  for (const target of targets) {
    const shared = [...labelsOf(source)].filter((label) => labelsOf(target).has(label));
    for (const label of shared.filter((each) => !equal.includes(each) && !across.includes(each))) {
      const message = `${source} on one ${label} silences ${target} on every other`;
      problems.push(
        errorAt(at, message, { hint: `add "${label}" to equal, or to across where it tells no object apart` }),
      );
    }
  }
  return problems;
}
