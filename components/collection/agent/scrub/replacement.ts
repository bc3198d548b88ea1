/** A replacement of what matches, in RE2's syntax (https://github.com/google/re2/wiki/Syntax). */
export interface Replacement {
  readonly pattern: string;
  readonly by: string;
}

/** Something to replace wherever it stands in a text. */
export interface Look {
  /** In this order. */
  readonly replacements: readonly Replacement[];
  /**
   * Every text with something to replace matches one of these when it is in lower case. Each begins with fixed characters: they
   * are searched for as fast as memory is read, the replacements are not.
   */
  readonly signs: readonly string[];
  /** A text in which each replacement changes something, and what becomes of it: with it a record shows that all of them ran. */
  readonly specimen: string;
  readonly becomes: string;
}
