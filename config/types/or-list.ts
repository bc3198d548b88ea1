/**
 * A text between quotes as an error message shows it: double quotes, or single ones where the text holds double ones
 * (`'severity="critical"'`). Control characters are escaped, so that a message stays on its line.
 */
export function quote(text: string): string {
  const escaped = JSON.stringify(text);
  return text.includes('"') ? `'${escaped.slice(1, -1).replaceAll('\\"', '"')}'` : escaped;
}

/** `"a", "b" or "c"`: the choices of an error message. */
export function orList(choices: readonly string[]): string {
  const quoted = choices.map(quote);
  const last = quoted.pop() ?? "";
  return quoted.length === 0 ? last : `${quoted.join(", ")} or ${last}`;
}
