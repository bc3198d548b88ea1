import type { SpanRecord } from "../../queries/trace-catalogue.ts";
import type { ContractSpan } from "../contract.ts";

/** Whether a catalogue's spans of one name, in which `*` stands for any text, are those of a contract. */
export function covers({ name, kind }: Pick<SpanRecord, "name" | "kind">, span: ContractSpan): boolean {
  if (kind !== span.kind) return false;
  const literal = name.split("*").map((part) => part.replaceAll(/[.*+?^${}()|[\]\\]/g, "\\$&"));
  return new RegExp(`^${literal.join(".*")}$`, "s").test(span.name);
}
