import { parseBytes } from "../../config/types/bytes.ts";
import { type Problem, warningAt } from "../../problems/problem.ts";
import type { Check } from "./check.ts";

/** Whether what the settings give Prometheus holds the series that they lead one to expect. */
export const seriesCheck: Check = {
  title: "Prometheus has room for its series",
  unit: "series",
  run({ series }) {
    const { given, memoryBytes, diskBytes } = series;
    return {
      count: series.total,
      problems: [
        ...tooSmall("memory", given.memory, memoryBytes, "at its limit it is killed, and again while it reads its log"),
        ...tooSmall("storage", given.storage, diskBytes, "the oldest samples go before retention.time is over"),
      ],
    };
  },
};

function tooSmall(setting: "memory" | "storage", given: string, needed: number, effect: string): readonly Problem[] {
  const bytes = parseBytes(given)?.bytes ?? 0;
  if (bytes >= needed) return [];
  const message = `is less than the ${(needed / 2 ** 30).toFixed(1)} GiB that the estimate asks for: ${effect}`;
  return [warningAt({ setting: ["aiobs:prometheus", setting] }, message, { found: given })];
}
