import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { parseStackFile } from "../../config/read-stack-file.ts";
import { parseSettings } from "../../config/settings.ts";
import { formatPlace, formatSentence } from "../../problems/format.ts";
import type { Problem } from "../../problems/problem.ts";
import { ProblemsError } from "../../problems/problems-error.ts";
import { systems } from "../../systems/all.ts";
import { sectionsOf } from "../../systems/system.ts";
import { changedText, changedValues } from "./stack-file-mutations.ts";

/** Everything that is wrong with a stack file. Whatever else is thrown is a crash. */
function problemsIn(text: string): readonly Problem[] {
  try {
    const { raw, other } = parseStackFile(text, "Pulumi.test.yaml");
    parseSettings(raw, "Pulumi.test.yaml", sectionsOf(systems), other);
    return [];
  } catch (error) {
    if (error instanceof ProblemsError) return error.problems;
    throw error;
  }
}

/** How a message says what to do: what is allowed there, or an imperative. */
const toDo =
  /expected |did you mean|nearest is|there (are|is)|\b(add|correct|drop|give|keep|leave|lower|make|move|must|name|raise|remove|rename|run|say|set|take|use|write)\b/;

/** What would break the line or hide what is on it. */
const unseen = /[\p{Cc}\u200B-\u200F\u202A-\u202E\u2066-\u2069\uFEFF]/u;

describe.each([
  ["values changed", changedValues],
  ["text changed", changedText],
])("a stack file with %s", (_, files) => {
  test("never crashes; each problem says where it is and what to do, on one line of sensible length", () => {
    fc.assert(
      fc.property(files, (text) => {
        for (const problem of problemsIn(text)) {
          const [place, sentence] = [formatPlace(problem.where), formatSentence(problem)];
          expect(place).not.toBe("");
          expect(place.length).toBeLessThan(300);
          expect(sentence).toMatch(toDo);
          expect(sentence.length).toBeLessThan(600);
          expect(`${place} ${sentence}`).not.toMatch(unseen);
        }
      }),
      { numRuns: 300 },
    );
  }, 60_000);
});
