/**
 * A text in lines of at most so many columns, broken between words; a longer word has a line of its own.
 *
 * @param columns width of the terminal; undefined: lines may be as long as they like.
 * @param indent columns at the start of the text that stay together; further lines begin below their end.
 */
export function wrapped(text: string, columns: number | undefined, indent: number): readonly string[] {
  if (columns === undefined) return [text];
  const lines: string[] = [];
  let line: string | undefined;
  for (const word of text.slice(indent).split(" ")) {
    if (line === undefined) line = word;
    else if (indent + line.length + 1 + word.length <= columns) line = `${line} ${word}`;
    else {
      lines.push(line);
      line = word;
    }
  }
  lines.push(line ?? "");
  return lines.map((each, index) => `${index === 0 ? text.slice(0, indent) : " ".repeat(indent)}${each}`.trimEnd());
}

/** With less room than this beside a label, the text stands below it. */
const NARROW = 20;

/** Rows of a label and a text, the texts in one column. */
export function labelledRows(
  rows: readonly (readonly [label: string, text: string])[],
  columns: number | undefined,
): readonly (readonly string[])[] {
  const indent = Math.max(0, ...rows.map(([label]) => label.length)) + 4;
  return rows.map(([label, text]) =>
    columns !== undefined && columns - indent < NARROW
      ? [`  ${label}`, ...wrapped(`    ${text}`, columns, 4)]
      : wrapped(`  ${label.padEnd(indent - 2)}${text}`, columns, indent),
  );
}
