import { readFileSync } from "node:fs";
import { join } from "node:path";
import ts from "typescript";

/** One change of one place of the program. */
export interface Mutation {
  readonly file: string;
  /** From 1. */
  readonly line: number;
  readonly before: string;
  readonly after: string;
  /** The whole file with the change. */
  readonly text: string;
}

const ROOMS = ["components/", "config/", "systems/", "preview/"] as const;

/** Operators, and what each is turned into. */
const OPERATORS: Readonly<Partial<Record<ts.SyntaxKind, string>>> = {
  [ts.SyntaxKind.EqualsEqualsEqualsToken]: "!==",
  [ts.SyntaxKind.ExclamationEqualsEqualsToken]: "===",
  [ts.SyntaxKind.LessThanToken]: "<=",
  [ts.SyntaxKind.GreaterThanToken]: ">=",
  [ts.SyntaxKind.LessThanEqualsToken]: "<",
  [ts.SyntaxKind.GreaterThanEqualsToken]: ">",
  [ts.SyntaxKind.AmpersandAmpersandToken]: "||",
  [ts.SyntaxKind.BarBarToken]: "&&",
  [ts.SyntaxKind.PlusToken]: "-",
  [ts.SyntaxKind.AsteriskToken]: "+",
};

/**
 * Changes of the rooms in an order drawn by a seed: the same seed gives the same order of the same files.
 *
 * @param root the project's folder.
 * @param files its files, relative to it.
 */
export function mutationsOf(root: string, files: readonly string[], seed: number): readonly Mutation[] {
  const random = randomFrom(seed);
  const places = files
    .filter((file) => ROOMS.some((room) => file.startsWith(room)) && file.endsWith(".ts"))
    .flatMap((file) => placesOf(file, readFileSync(join(root, file), "utf8")));
  return places
    .map((place) => ({ place, order: random() }))
    .sort((a, b) => a.order - b.order)
    .map(({ place }) => place);
}

function placesOf(file: string, source: string): readonly Mutation[] {
  const tree = ts.createSourceFile(file, source, ts.ScriptTarget.Latest, true);
  const found: Mutation[] = [];
  const add = (from: number, to: number, after: string) => {
    const { line } = tree.getLineAndCharacterOfPosition(from);
    const text = source.slice(0, from) + after + source.slice(to);
    found.push({ file, line: line + 1, before: source.slice(from, to), after, text });
  };
  const visit = (node: ts.Node): void => {
    // Types and imports do nothing when the program runs.
    if (ts.isTypeNode(node) || ts.isImportDeclaration(node) || ts.isInterfaceDeclaration(node)) return;
    mutate(node, source, add);
    ts.forEachChild(node, visit);
  };
  visit(tree);
  return found;
}

type Add = (from: number, to: number, after: string) => void;

function mutate(node: ts.Node, source: string, add: Add): void {
  const [from, to] = [node.getStart(), node.getEnd()];
  if (ts.isNumericLiteral(node)) add(from, to, String(Number(node.text) + 1));
  else if (ts.isStringLiteral(node) && isValue(node)) add(from, to, JSON.stringify(`${node.text}x`));
  else if (node.kind === ts.SyntaxKind.TrueKeyword) add(from, to, "false");
  else if (node.kind === ts.SyntaxKind.FalseKeyword) add(from, to, "true");
  else if (ts.isBinaryExpression(node)) {
    const { operatorToken } = node;
    const other = OPERATORS[operatorToken.kind];
    if (other !== undefined) add(operatorToken.getStart(), operatorToken.getEnd(), other);
  } else if (ts.isConditionalExpression(node)) {
    add(from, to, `${node.condition.getText()} ? ${node.whenFalse.getText()} : ${node.whenTrue.getText()}`);
  } else if (ts.isArrayLiteralExpression(node) && node.elements.length > 0) add(from, to, "[]");
  else if (ts.isSpreadElement(node) || ts.isSpreadAssignment(node)) add(from, source[to] === "," ? to + 1 : to, "");
  else if (ts.isPropertyAssignment(node) && source[to] === ",") add(from, to + 1, "");
  else if (ts.isExpressionStatement(node) && ts.isNewExpression(node.expression)) add(from, to, "");
}

/** Whether a text is more than a message or a name that only people read. */
function isValue(node: ts.StringLiteral): boolean {
  const { parent } = node;
  // Words are for people; what a server reads has no spaces, but for its flags.
  if (/\s/.test(node.text) && !node.text.startsWith("--")) return false;
  if (ts.isPropertyAssignment(parent)) {
    return !["why", "rule", "message", "hint", "title", "unit", "name", "expected"].includes(parent.name.getText());
  }
  return !ts.isCallExpression(parent) || !/describe|Error|callServer/.test(parent.expression.getText());
}

/** Numbers from 0 to 1, the same for the same seed (mulberry32). */
function randomFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}
