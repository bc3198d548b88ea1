/**
 * What has yet to be scrubbed, and what could not be, is marked. A statement that fails is skipped, and the rest goes on: so the
 * mark goes only where the last one finds that the others worked, and what has it at the end of the pipeline is dropped.
 */
import { LEFTOVER, LEFTOVER_SIGN } from "./personal-data.ts";
import { matches } from "./statements.ts";

const MARK = "aiobs.unscrubbed";

/** Marks what has these attributes. */
export function mark(attributes: string): string {
  return `set(${attributes}["${MARK}"], true)`;
}

/** Takes the mark away where a condition holds; where it cannot be told, the mark stays. */
export function unmarkWhere(attributes: string, condition: string): string {
  return `delete_key(${attributes}, "${MARK}") where ${condition}`;
}

/** Conditions for dropping: the mark, or personal data that is there all the same. */
export function unscrubbed(texts: readonly string[]): readonly string[] {
  return [
    `attributes["${MARK}"] != nil`,
    ...["attributes", ...texts].map((each) => {
      const text = `String(${each})`;
      return `${matches(text, LEFTOVER_SIGN)} and ${matches(text, LEFTOVER)}`;
    }),
  ];
}
