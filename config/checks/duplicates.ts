import { describeFound, formatPath, type Problem, type SettingPath } from "../problem.ts";

/** The entries of a list that are there already, compared without regard to case. */
export function findDuplicates(path: SettingPath, entries: readonly string[]): readonly Problem[] {
  const first = new Map<string, number>();
  return entries.flatMap((entry, index): Problem[] => {
    const earlier = first.get(entry.toLowerCase());
    if (earlier === undefined) {
      first.set(entry.toLowerCase(), index);
      return [];
    }
    const message = `is the same as entry [${earlier}] of the list; remove one`;
    return [{ path: formatPath([...path, index]), found: describeFound(entry), message }];
  });
}
