/** Reading the trees that the editors' grammars give. */
import type { SyntaxNode, Tree } from "@lezer/common";
import type { LRParser } from "@lezer/lr";

/** The deepest tree that is read, in nodes: well within what the call stack holds. A call is two, an operation one. */
export const DEEPEST_TREE = 1000;

/** A query's tree. */
interface ReadTree {
  readonly top: SyntaxNode;
  /** The first place that the grammar stumbled over. */
  readonly fault: SyntaxNode | undefined;
  /** How deep it nests, in nodes. */
  readonly depth: number;
}

/** Parses a text to its end, and surveys the tree. */
export function readTree(parser: LRParser, text: string): ReadTree {
  const tree = treeOf(parser, text);
  let fault: SyntaxNode | undefined;
  let level = 0;
  let depth = 0;
  tree.iterate({
    enter(node) {
      if (node.type.isError) fault ??= node.node;
      level += 1;
      depth = Math.max(depth, level);
    },
    leave() {
      level -= 1;
    },
  });
  return { top: tree.topNode, fault, depth };
}

/**
 * Runs the parser to its end. To keep editors quick, it cuts a chain of some hundred operations short: here its count of
 * them starts anew at every step.
 */
function treeOf(parser: LRParser, text: string): Tree {
  const parse = parser.startParse(text);
  for (let tree = parse.advance(); ; tree = parse.advance()) {
    if (tree !== null) return tree;
    Object.assign(parse, { bigReductionCount: 0 });
  }
}

/** A node's children but for comments. */
export function childrenOf(node: SyntaxNode): SyntaxNode[] {
  const children: SyntaxNode[] = [];
  for (let child = node.firstChild; child !== null; child = child.nextSibling) {
    if (!child.name.endsWith("Comment")) children.push(child);
  }
  return children;
}
