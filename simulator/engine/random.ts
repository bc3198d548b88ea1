/**
 * Chance that can be repeated: a generator of numbers that depend on nothing but its seed (mulberry32,
 * https://github.com/cprosche/mulberry32), and the distributions that the models draw from.
 */
export class Random {
  #state: number;

  /** @param seed the parts that decide every number: the run's seed, and what tells this use from others. */
  constructor(...seed: readonly (string | number)[]) {
    this.#state = hashOf(seed.join("\0"));
  }

  /** At least 0, below 1; all equally likely. */
  next(): number {
    this.#state = (this.#state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(this.#state ^ (this.#state >>> 15), 1 | this.#state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  }

  /** About 0, with a standard deviation of 1, never farther than 6 (twelve uniform numbers, by Irwin and Hall). */
  normal(): number {
    let sum = -6;
    for (let drawn = 0; drawn < 12; drawn++) sum += this.next();
    return sum;
  }

  /** A value that varies: `spread` is the standard deviation as a share of the value. Never below 0. */
  around(value: number, spread: number): number {
    return Math.max(0, value * (1 + spread * this.normal()));
  }

  /** How many events there are where `expected` are expected: as in a Poisson process, approximated above 20. */
  count(expected: number): number {
    if (expected <= 0) return 0;
    if (expected > 20) return Math.max(0, Math.round(expected + Math.sqrt(expected) * this.normal()));
    let events = 0;
    for (let left = Math.exp(-expected), product = this.next(); product > left; product *= this.next()) events++;
    return events;
  }

  /** How many of `events` are of a kind that has this share: each is decided by itself, approximated above 50. */
  share(events: number, share: number): number {
    if (share <= 0) return 0;
    if (share >= 1) return events;
    if (events > 50) {
      const deviation = Math.sqrt(events * share * (1 - share));
      return Math.min(events, Math.max(0, Math.round(events * share + deviation * this.normal())));
    }
    let chosen = 0;
    for (let event = 0; event < events; event++) if (this.next() < share) chosen++;
    return chosen;
  }
}

/** FNV-1a (http://www.isthe.com/chongo/tech/comp/fnv/), 32 bits. */
function hashOf(text: string): number {
  let hash = 0x811c9dc5;
  for (let index = 0; index < text.length; index++) {
    hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193);
  }
  return hash;
}
