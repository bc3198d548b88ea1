import type { Problem } from "../problem.ts";
import type { ParsedSettings } from "../schema.ts";

/** A rule that looks at more than one setting. */
export interface Check {
  /** The rule in one sentence, for the settings reference. */
  readonly rule: string;
  /**
   * What breaks the rule. A top-level key that could not be parsed is absent and has its errors already: what needs it
   * is not judged, and what is found at it is not shown.
   */
  readonly find: (settings: ParsedSettings) => readonly Problem[];
}
