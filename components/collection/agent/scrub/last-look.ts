import { LEFTOVERS } from "./looks.ts";
import { counted } from "./proof.ts";
import { hasSign, matches } from "./statements.ts";
import type { Scrubbed } from "./subjects.ts";

/**
 * Looks once more at what was scrubbed in so many steps: what has something left that looks personal is not counted as scrubbed.
 * It is one step more.
 *
 * @param also what else is said of one that has nothing left, given the condition for that. Absent: nothing.
 */
export function lastLook(subject: Scrubbed, steps: number, also?: (nothingLeft: string) => string) {
  const { context, attributes, cache, texts } = subject;
  const text = `${cache}["text"]`;
  const all = [`ToKeyValueString(${attributes})`, ...texts.map(({ path }) => `String(${path})`)];
  const left = LEFTOVERS.map(({ pattern, signs }) => `(${hasSign(text, signs)} and ${matches(text, pattern)})`);
  const step = {
    statements: [`set(${text}, ConvertCase(Concat([${all.join(", ")}], " "), "lower"))`],
    ran: `${text} != nil and not (${left.join(" or ")})`,
  };
  const more = also?.(`${cache}["count"] == ${steps + 1}`);
  return { context, statements: [...counted(subject, steps, [step]), ...(more === undefined ? [] : [more])] };
}
