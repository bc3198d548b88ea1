import { quote } from "../../problems/legible.ts";

/** `"a", "b" or "c"`: the choices of an error message. */
export function orList(choices: readonly string[]): string {
  const quoted = choices.map(quote);
  const last = quoted.pop() ?? "";
  return quoted.length === 0 ? last : `${quoted.join(", ")} or ${last}`;
}
