import ts from "typescript";
import type { Insertion, Place } from "./recipe.ts";

/**
 * A TypeScript file with one more element in a list (or property in an object), and the import that it needs. Only inserts;
 * layout and order of the imports are the formatter's.
 *
 * @returns undefined where the file has no such place.
 */
export function insertInto(
  text: string,
  { into, element, imports }: Omit<Insertion, "file" | "kind">,
): string | undefined {
  const source = ts.createSourceFile("source.ts", text, ts.ScriptTarget.Latest, true);
  const found = find(source, into);
  if (found === undefined) return undefined;
  const edited = withElement(text, found, element);
  if (imports === undefined) return edited;
  const last = source.statements.filter(ts.isImportDeclaration).at(-1);
  const at = last?.getEnd() ?? 0;
  return `${edited.slice(0, at)}\n${imports}${edited.slice(at)}`;
}

function withElement(text: string, target: ts.Expression, element: string): string {
  const [start, end] = [target.getStart(), target.getEnd()];
  if (ts.isArrayLiteralExpression(target) || ts.isObjectLiteralExpression(target)) {
    const items = ts.isArrayLiteralExpression(target) ? target.elements : target.properties;
    const comma = items.length === 0 || items.hasTrailingComma ? "" : ",";
    // After the last item, not before the bracket: a comment may stand between.
    const at = items.length === 0 ? start + 1 : items.end;
    const line = ts.isArrayLiteralExpression(target) && !text.slice(start, end).includes("\n") ? " " : "\n";
    return `${text.slice(0, at)}${comma}${line}${element},${text.slice(at)}`;
  }
  return `${text.slice(0, start)}[...${text.slice(start, end)}, ${element}]${text.slice(end)}`;
}

function find(source: ts.SourceFile, [declaration, ...properties]: Place): ts.Expression | undefined {
  return properties.reduce(propertyOf, declared(source, declaration));
}

/** What a constant is, or what a function returns last. */
function declared(source: ts.SourceFile, name: string): ts.Expression | undefined {
  for (const statement of source.statements) {
    if (ts.isVariableStatement(statement)) {
      const found = statement.declarationList.declarations.find((one) => one.name.getText() === name);
      if (found?.initializer !== undefined) return bare(found.initializer);
    }
    if (ts.isFunctionDeclaration(statement) && statement.name?.text === name) {
      const last = statement.body?.statements.filter(ts.isReturnStatement).at(-1)?.expression;
      return last === undefined ? undefined : bare(last);
    }
  }
  return undefined;
}

/** A property of an object; of a list, that of its last object. */
function propertyOf(of: ts.Expression | undefined, name: string): ts.Expression | undefined {
  if (of !== undefined && ts.isArrayLiteralExpression(of)) return propertyOf(of.elements.at(-1), name);
  if (of === undefined || !ts.isObjectLiteralExpression(of)) return undefined;
  const found = of.properties.find((one) => one.name?.getText() === name);
  return found !== undefined && ts.isPropertyAssignment(found) ? bare(found.initializer) : undefined;
}

/** Without `as const`, `satisfies …` and parentheses. */
function bare(expression: ts.Expression): ts.Expression {
  const wraps =
    ts.isAsExpression(expression) || ts.isSatisfiesExpression(expression) || ts.isParenthesizedExpression(expression);
  return wraps ? bare(expression.expression) : expression;
}
