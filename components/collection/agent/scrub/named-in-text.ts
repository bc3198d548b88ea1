/** Fields with personal data, by their names, in texts that nobody reads as fields: what a name introduces goes. */
import { IDENTIFIERS, named, SECRETS, signsOf, TEXTS } from "./field-names.ts";
import type { Look } from "./replacement.ts";

/** What stands in quotes, to the end of the text where it has none. */
const QUOTED = String.raw`"(?:[^"\\]|\\.)*(?:"|$)`;
const SINGLE_QUOTED = String.raw`'(?:[^'\\]|\\.)*(?:'|$)`;

/** What stands in quotes in JSON that is itself a text in JSON. */
const QUOTED_TWICE = String.raw`\\"(?:[^"\\]|\\\\(?:\\.|[^\\"]))*(?:\\"|$)`;

const NUMBER = "-?[0-9][0-9.eE+-]*";

const KINDS = [
  { names: IDENTIFIERS, example: "user", unquoted: String.raw`[^\s"',;]+` },
  // To the end of the line: a text has spaces.
  { names: TEXTS, example: "prompt", unquoted: String.raw`[^\s"'\n][^\n]*` },
  { names: SECRETS, example: "passwd", unquoted: String.raw`[^\s"',;]+` },
] as const;

/** In JSON that is a text in JSON. The JSON around it may yet be read, so that it must stay JSON. */
export const NAMED_IN_JSON_TEXT: readonly Look[] = KINDS.map(({ names, example }) => ({
  replacements: [
    {
      pattern: `(?i)(\\\\"${named(names)}\\\\"\\s*:\\s*)(?:${QUOTED_TWICE}|${NUMBER})`,
      by: String.raw`$1\"[redacted]\"`,
    },
    // Still deeper.
    { pattern: `(?i)(\\\\{2,}"${named(names)}\\\\+"\\s*:\\s*\\\\+")[^"\\\\]*`, by: "$1[redacted]" },
  ],
  // A quote with a backslash, in a text in which each quote gets one more: fewer lines have it than have one of the names.
  signs: [String.raw`\\\\"`],
  specimen: String.raw`\"${example}\":\"0\" \\"${example}\\":\\"0`,
  becomes: String.raw`\"${example}\":\"[redacted]\" \\"${example}\\":\\"[redacted]`,
}));

/** Identifiers that are numbers, in JSON: quoted, they are hashed as any other. Numbers too long for a float keep all digits so. */
export const QUOTED_NUMBERS: Look = {
  replacements: [
    { pattern: `(?i)("${named(IDENTIFIERS)}"\\s*:\\s*)(${NUMBER})`, by: '$1"$2"' },
    { pattern: String.raw`(:\s*)(-?[0-9]{16,})(\s*[,}\]])`, by: '$1"$2"$3' },
  ],
  signs: [...signsOf(IDENTIFIERS), String.raw`:\s*-?[0-9]{16}`],
  specimen: `"user":1 :${"0".repeat(16)},`,
  becomes: `"user":"1" :"${"0".repeat(16)}",`,
};

/**
 * In what could not be read: JSON that was cut off, `key=value`, `key: value`, and how Python prints a dictionary. A text that
 * has no end goes to the end of the line.
 */
export const NAMED_IN_TEXT: readonly Look[] = KINDS.map(({ names, example, unquoted }) => ({
  replacements: [
    {
      pattern: `(?i)(\\\\*"${named(names)}\\\\*"\\s*:\\s*)(?:\\\\*"(?:[^"\\\\]|\\\\[^"])*(?:\\\\*"|$)|${NUMBER})`,
      by: '$1"[redacted]"',
    },
    {
      pattern: `(?i)('${named(names)}'\\s*:\\s*)(?:${SINGLE_QUOTED}|${QUOTED}|${NUMBER})`,
      by: "$1'[redacted]'",
    },
    {
      pattern: `(?i)(\\b${named(names)})(?:(\\s?=\\s?)(?:${QUOTED}|${SINGLE_QUOTED}|[^\\s"']+)|(:\\s?)(?:${QUOTED}|${SINGLE_QUOTED}|${unquoted}))`,
      by: "$1$2$3[redacted]",
    },
  ],
  signs: signsOf(names),
  specimen: `"${example}":"0" '${example}':'0' ${example}=0 ${example}: 0`,
  becomes: `"${example}":"[redacted]" '${example}':'[redacted]' ${example}=[redacted] ${example}: [redacted]`,
}));
