import { formatPath, settingError } from "../setting-problem.ts";
import type { Check } from "./check.ts";

/** What is made up has no place beside what people rely on. */
export const simulatorChecks: readonly Check[] = [
  {
    rule: "`simulator` is off where `standards.availability` is `redundant`, as in `prod`: what it makes up would wake people.",
    find({ simulator, standards }) {
      if (simulator !== "on" || standards?.availability !== "redundant") return [];
      const message = `must be off where ${formatPath(["standards", "availability"])} is "redundant": its faults would be told like real ones`;
      return [settingError(["simulator"], message, { found: '"on"' })];
    },
  },
];
