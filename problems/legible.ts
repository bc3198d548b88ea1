/** Keeps legible what a message repeats of somebody's text. */

/** Characters that cannot be seen, that break the line, or that turn the text around: they would hide what is found. */
const UNSEEN = /[\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Zl}\p{Zp}]/u;

/** Characters of a text that are shown: the longest URLs and names that people write fit. */
const LONGEST = 120;

/**
 * A text between quotes as a message shows it: double quotes, or single ones where the text holds double ones
 * (`'severity="critical"'`). A long text is cut, and what cannot be seen is escaped, so that a message stays on its line.
 */
export function quote(text: string): string {
  const shown = cut(text);
  const escaped = escapeUnseen(JSON.stringify(shown));
  return shown.includes('"') ? `'${escaped.slice(1, -1).replaceAll('\\"', '"')}'` : escaped;
}

/** A message with long words cut and what cannot be seen escaped, for those that repeat a text without quoting it. */
export function legible(message: string): string {
  return escapeUnseen(message).replaceAll(/\S+/g, cut);
}

/** A message of another's making as a clause: those of parsers may repeat half of the file. */
export function clause(message: string): string {
  return legible(cut(message));
}

/** The first character of a text that cannot be seen, as its code point (`U+202E`); nothing where all can be. */
export function unseenIn(text: string): string | undefined {
  const [found] = UNSEEN.exec(text) ?? [];
  return found === undefined ? undefined : `U+${codePoint(found)}`;
}

/** The text without what cannot be seen. */
export function withoutUnseen(text: string): string {
  return text.replaceAll(new RegExp(UNSEEN, "gu"), "");
}

function cut(text: string): string {
  return text.length > LONGEST ? `${text.slice(0, LONGEST - 1)}…` : text;
}

function escapeUnseen(text: string): string {
  return text.replaceAll(new RegExp(UNSEEN, "gu"), (found) => `\\u{${codePoint(found)}}`);
}

function codePoint(character: string): string {
  return (character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, "0");
}
