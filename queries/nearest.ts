import { distance } from "fastest-levenshtein";

/**
 * The candidate spelt most like a word; undefined where none is near enough to be what was meant (about one slip in
 * three letters, four at most). Equally near ones: the first in the order given.
 */
export function nearest(word: string, candidates: Iterable<string>): string | undefined {
  const lower = word.toLowerCase();
  let best: string | undefined;
  let least = Math.min(4, Math.max(1, Math.floor(word.length / 3))) + 1;
  for (const candidate of candidates) {
    if (Math.abs(candidate.length - word.length) >= least || candidate === word) continue;
    const slips = distance(lower, candidate.toLowerCase());
    if (slips < least) {
      least = slips;
      best = candidate;
    }
  }
  return best;
}
