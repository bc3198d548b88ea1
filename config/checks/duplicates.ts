import { describeFound, type SettingPath } from "../setting-problem.ts";
import type { PoolProblem } from "./check.ts";

/** The entries of a list that are there already, compared without regard to case, each at its index. */
export function duplicateEntries(at: SettingPath, entries: readonly string[]): readonly PoolProblem[] {
  const first = new Map<string, number>();
  return entries.flatMap((entry, index): PoolProblem[] => {
    const earlier = first.get(entry.toLowerCase());
    if (earlier === undefined) {
      first.set(entry.toLowerCase(), index);
      return [];
    }
    const message = `is the same as entry [${earlier}] of the list; remove one`;
    return [{ at: [...at, index], found: describeFound(entry), message }];
  });
}
