/**
 * Zeros that only fill in: in `(failed or on (x) 0 * all) / on (x) (all > 0)` a zero for an `x` that `all` does not have finds no
 * partner. So a matcher of the first `all` may go: there are more zeros then, and each further one falls away.
 */
import type { Binary, Expr, Matching } from "../../queries/promql/ast.ts";
import { withoutParens } from "../../queries/promql/ast.ts";

/** What each series of a result must find a partner in, from the inside out: by which labels, and in what. */
export interface Partner {
  readonly expr: Expr;
  readonly by: readonly string[];
}

/** All labels: an operation without `on` and `ignoring`. */
const ALL = "*";
const GROUPS = /^(?:sum|avg|min|max|group|count)$/;
const RATES = /^(?:rate|increase)$/;

/** What is on the other side of an operation, as a partner of this one. */
export function partnerOf(expr: Expr, matching: Matching | undefined): readonly Partner[] {
  return seenThrough([{ expr, by: [] }], matching);
}

/** By what the series of two sides find each other, in a form that can be compared; `undefined` for `ignoring`. */
function pairing(matching: Matching | undefined): string | undefined {
  if (matching === undefined) return ALL;
  return matching.mode === "on" ? namesOf(matching.labels) : undefined;
}

/** Partners of a result, seen from a side of the operation that made it. */
export function seenThrough(partners: readonly Partner[], matching: Matching | undefined): readonly Partner[] {
  const by = pairing(matching);
  if (by === undefined || matching?.group !== undefined) return [];
  return partners.map((partner) => ({ ...partner, by: [...partner.by, by] }));
}

/** Whether the right side of an `or` is a zero that only fills in, however many more of them its selectors make. */
export function isFiller({ matching, left, right }: Binary, partners: readonly Partner[]): boolean {
  const all = timesZero(right);
  const labels = all === undefined ? undefined : labelsOf(all);
  if (all === undefined || labels === undefined || labels !== labelsOf(left) || !isCounted(all)) return false;
  const isSame = (by: string | undefined) => by === ALL || by === labels;
  return (
    isSame(pairing(matching)) &&
    partners.some(({ by, expr }) => by.every(isSame) && written(filtered(expr)) === written(all))
  );
}

/** What is multiplied by 0. */
function timesZero(expr: Expr): Expr | undefined {
  const product = withoutParens(expr);
  if (product.kind !== "binary" || product.operator.text !== "*") return undefined;
  return product.left.kind === "number" && product.left.value === 0 ? withoutParens(product.right) : undefined;
}

/** The labels that every series of a result has, and no other. */
function labelsOf(expr: Expr): string | undefined {
  switch (expr.kind) {
    case "paren":
      return labelsOf(expr.inner);
    case "aggregation":
      return GROUPS.test(expr.operator.text) && expr.grouping?.mode === "by"
        ? namesOf(expr.grouping.labels)
        : undefined;
    case "binary": {
      const [left, right] = [labelsOf(expr.left), labelsOf(expr.right)];
      return expr.operator.text === "or" && left === right ? left : undefined;
    }
    default:
      return undefined;
  }
}

/**
 * Whether a result is never infinite and never no number, which a zero would not make 0, and has each of its label sets still when
 * its selectors find more. What `label_replace` writes is taken for a label that was not there before.
 */
function isCounted(expr: Expr): boolean {
  switch (expr.kind) {
    case "paren":
      return isCounted(expr.inner);
    case "aggregation":
      return GROUPS.test(expr.operator.text) && expr.args.every(isCounted);
    case "call": {
      const [first] = expr.args;
      if (expr.callee.text === "label_replace") return first !== undefined && isCounted(first);
      return RATES.test(expr.callee.text) && first?.kind === "range";
    }
    case "binary":
      return expr.operator.text === "or" && isCounted(expr.left) && isCounted(expr.right);
    default:
      return false;
  }
}

/** What a comparison with a number lets through a part of. */
function filtered(expr: Expr): Expr {
  const inner = withoutParens(expr);
  if (inner.kind !== "binary" || inner.comparison !== "filter" || inner.right.kind !== "number") return inner;
  return /^(?:[<>]=?|[=!]=)$/.test(inner.operator.text) ? filtered(inner.left) : inner;
}

/** An expression without its places. */
function written(expr: Expr): string {
  return JSON.stringify(expr, (key, value) => (/^(?:from|to|valueSpan)$/.test(key) ? undefined : value));
}

function namesOf(labels: readonly { readonly text: string }[]): string {
  return labels
    .map(({ text }) => text)
    .sort()
    .join(" ");
}
