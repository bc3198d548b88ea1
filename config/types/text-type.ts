import * as z from "zod";
import { unseenIn, withoutUnseen } from "../../problems/legible.ts";

/** How a setting that is written as text is understood. */
export interface TextType<Value> {
  /** What the settings reference calls the type: a noun such as `duration`. */
  readonly name: string;
  /** What is allowed, as it reads after "expected" in an error and in the settings reference. */
  readonly expected: string;
  /** Right spellings, simplest first. */
  readonly examples: readonly string[];
  /** What editors check while one types. It may let through what `parse` then refuses, never the other way. */
  readonly pattern: RegExp;
  /** The text's meaning; `undefined` refuses the text. */
  readonly parse: (text: string) => Value | undefined;
  /** A guess at the right spelling of a wrong text. A guess that `parse` refuses as well is not shown. */
  readonly nearest?: (text: string) => string | undefined;
}

/** The zod schema of a text type: text in, `Value` out, one and the same message for everything that is not allowed. */
export function textType<Value>({ name, expected, examples, pattern, parse, nearest }: TextType<Value>) {
  const message = `expected ${expected}`;
  const written = z.string({ error: message }).meta({
    title: name,
    examples: [...examples],
    pattern: pattern.source,
    // Not JSON Schema's own: editors show it in the place of "does not match the pattern …".
    patternErrorMessage: message,
  });
  return written.transform((text, context) => {
    const unseen = unseenIn(text);
    const value = unseen === undefined ? parse(text) : undefined;
    if (value !== undefined) return value;
    const guess = unseen === undefined ? nearest?.(text) : withoutUnseen(text);
    context.issues.push({
      code: "custom",
      input: text,
      message: unseen === undefined ? message : `${message}; remove ${unseen}, which cannot be seen`,
      params: { hint: guess !== undefined && parse(guess) !== undefined ? guess : undefined },
    });
    return z.NEVER;
  });
}

/** A text type whose pattern says it all: the value is the text itself. */
export function patternType(type: Omit<TextType<string>, "parse">) {
  return textType({ ...type, parse: (text) => (type.pattern.test(text) ? text : undefined) });
}
