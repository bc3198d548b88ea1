/** Reads files of one or several YAML documents that people brought along. */
import { LineCounter, parseAllDocuments } from "yaml";
import { clause } from "../problems/legible.ts";
import { errorAt, type Problem } from "../problems/problem.ts";

/**
 * The documents of a file, without empty ones; or, where one of them is not YAML, nothing but what is wrong and where.
 *
 * @param file as messages name it.
 */
export function yamlDocuments(
  file: string,
  text: string,
): { readonly values: readonly unknown[]; readonly problems: readonly Problem[] } {
  const lines = new LineCounter();
  const documents = [...parseAllDocuments(text, { lineCounter: lines, prettyErrors: false })];
  const problems = documents.flatMap(({ errors }) =>
    errors.map(({ message, pos: [from] }) => {
      const { line, col } = lines.linePos(from);
      return errorAt({ file, line, column: col }, `is not YAML: ${clause(message)}`, { hint: "correct it there" });
    }),
  );
  if (problems.length > 0) return { values: [], problems };
  return { values: documents.map((document): unknown => document.toJS()).filter((value) => value !== null), problems };
}
