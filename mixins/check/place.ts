import type { FilePlace, Problem } from "../../problems/problem.ts";
import { inFile, type QueryProblem } from "../../queries/promql/check.ts";

/** What is wrong with a query or template of a rule, with the rule's place. */
export function placed(
  { file, part }: FilePlace,
  field: string,
  problems: readonly QueryProblem[],
): readonly Problem[] {
  return problems.map((problem) => inFile({ file, part: `${part}, ${field}` }, problem));
}
