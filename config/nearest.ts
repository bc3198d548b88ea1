import { distance } from "fastest-levenshtein";

/**
 * The known word that a wrong one was probably meant to be: a third of its letters may differ, or one is the beginning
 * of the other (`production`, `prod`); case does not count.
 */
export function nearest(word: string, known: readonly string[]): string | undefined {
  const lower = word.toLowerCase();
  const [best] = known
    .map((candidate) => ({ candidate, steps: distance(lower, candidate.toLowerCase()) }))
    .filter(({ candidate, steps }) => {
      const [short = 0, long = 0] = [word.length, candidate.length].sort((a, b) => a - b);
      return (steps <= Math.max(2, long / 3) && steps < short) || isBeginning(lower, candidate.toLowerCase());
    })
    .toSorted((a, b) => a.steps - b.steps);
  return best?.candidate;
}

/** Whether one of two words is the beginning of the other; two letters would be the beginning of too many. */
function isBeginning(a: string, b: string): boolean {
  return Math.min(a.length, b.length) >= 3 && (a.startsWith(b) || b.startsWith(a));
}
