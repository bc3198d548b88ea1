import { errorAt, type Problem, warningAt } from "../../problems/problem.ts";

/** The parts of a runbook page, in their order, below the alert's name. */
const PARTS = ["Meaning", "Impact", "Diagnosis", "Mitigation"] as const;

/**
 * What is wrong with the page of an alert: a part that is missing or empty; as a warning, what is left to fill in (`TODO:`), so
 * that a new page can be written with the preview at hand.
 *
 * @param text the page; undefined: there is none.
 */
export function runbookProblems(alert: string, text: string | undefined): readonly Problem[] {
  const file = `runbooks/${alert}.md`;
  if (text === undefined)
    return [errorAt({ file }, "is missing", { hint: `write it: what to do when ${alert} fires` })];
  const parts = new Map(
    text.split(/^#+ /m).map((part) => {
      const [heading = "", ...lines] = part.split("\n");
      return [heading.trim(), lines.join("\n").trim()] as const;
    }),
  );
  const title = parts.has(alert)
    ? []
    : [errorAt({ file }, "does not bear the alert's name", { hint: `begin it with "# ${alert}"` })];
  const empty = PARTS.filter((part) => (parts.get(part) ?? "") === "").map((part) =>
    errorAt({ file, part }, "is missing or empty", { hint: `write something under "## ${part}"` }),
  );
  const left = [...parts].flatMap(([part, lines]) =>
    [...lines.matchAll(/TODO: (.*)/g)].map(([, what]) => warningAt({ file, part }, `is left to fill in: ${what}`)),
  );
  return [...title, ...empty, ...left];
}
