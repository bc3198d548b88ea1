import { type ParseError, parse, printParseErrorCode } from "jsonc-parser";

/** Where a text stops being JSON, and why. */
export interface JsonFault {
  /** From 1. */
  readonly line: number;
  /** From 1, in UTF-16 units. */
  readonly column: number;
  /** What is wrong there: a clause that completes "The file is not JSON:". */
  readonly message: string;
}

const messages: Readonly<Record<string, string>> = {
  InvalidSymbol: "here is a word that is none of true, false and null",
  InvalidNumberFormat: "here is a number that JSON does not have",
  PropertyNameExpected: "here a name in double quotes is missing",
  ValueExpected: "here a value is missing",
  ColonExpected: 'here ":" is missing',
  CommaExpected: 'here "," is missing',
  CloseBraceExpected: 'here "}" is missing',
  CloseBracketExpected: 'here "]" is missing',
  EndOfFileExpected: "here the file should end",
  InvalidCommentToken: "here is a comment, which JSON does not have",
  UnexpectedEndOfComment: "here is a comment that does not end, and JSON has none",
  UnexpectedEndOfString: "here is a text that does not end",
  UnexpectedEndOfNumber: "here is a number that does not end",
  InvalidUnicode: "here \\u is not followed by four hexadecimal digits",
  InvalidEscapeCharacter: "here a backslash is followed by what it cannot escape",
  InvalidCharacter: "here is a character that must be escaped",
};

/** What a text of JSON holds, or the first place at which it is none: `JSON.parse` often does not say where. */
export function readJson(text: string): { readonly value: unknown } | { readonly fault: JsonFault } {
  try {
    return { value: JSON.parse(text) };
  } catch (error) {
    const errors: ParseError[] = [];
    parse(text, errors, { disallowComments: true, allowTrailingComma: false });
    const first = errors.sort((a, b) => a.offset - b.offset)[0];
    const before = text.slice(0, first?.offset ?? 0);
    return {
      fault: {
        line: before.split("\n").length,
        column: before.length - before.lastIndexOf("\n"),
        message: messages[first === undefined ? "" : printParseErrorCode(first.error)] ?? String(error),
      },
    };
  }
}
