/** A table in Markdown: its head, the rule below it, its rows. */
export function markdownTable(head: readonly string[], rows: readonly (readonly string[])[]): string {
  return [markdownRow(head), markdownRow(head.map(() => "---")), ...rows.map(markdownRow)].join("\n");
}

/** One line of a table: a bar within a cell does not end it. */
export function markdownRow(cells: readonly string[]): string {
  return `| ${cells.map((cell) => cell.replaceAll("|", "\\|")).join(" | ")} |`;
}
