/**
 * Matchers that change nothing: what is paired with the selector has the same matcher, on a label by which they are paired. In
 * `a{x="1"} / b{x="1"}` either may go, since a series of `a` finds none of `b` with another `x`. And those of zeros that only fill
 * in (`fillers.ts`).
 */
import type { Binary, Expr, Grouping, Matcher, Matching } from "../../queries/promql/ast.ts";
import { selectorsOf } from "../../queries/promql/ast.ts";
import { isFiller, type Partner, partnerOf, seenThrough } from "./fillers.ts";

/** What is known of the labels of series: matchers that each of them fulfils, as text. */
type Known = readonly Matcher[];

/** Functions whose result has the labels of their argument. Of `histogram_quantile` all but `le`, on which no rule matches. */
const KEEP_LABELS =
  /^(?:abs|ceil|floor|changes|delta|deriv|histogram_quantile|increase|irate|predict_linear|rate|resets|timestamp|\w+_over_time)$/;
/** Aggregations that make a series of each group. */
const GROUPS = /^(?:sum|avg|min|max|count|group|stddev|stdvar|quantile)$/;

/** The matchers of an expression of which each could be left out, alone, without any other result. */
export function equivalentMatchers(expr: Expr): ReadonlySet<Matcher> {
  return new Set(redundant(expr, [], []));
}

/**
 * @param wanted what the series must fulfil to find their partners.
 * @param partners in what they must find them.
 */
function redundant(expr: Expr, wanted: Known, partners: readonly Partner[]): readonly Matcher[] {
  switch (expr.kind) {
    case "number":
    case "string":
      return [];
    case "selector":
      return expr.matchers.filter((matcher) => wanted.some((other) => isSame(matcher, other)));
    case "range":
      return redundant(expr.selector, wanted, []);
    case "subquery":
      return redundant(expr.inner, wanted, []);
    case "paren":
      return redundant(expr.inner, wanted, partners);
    case "unary":
      return redundant(expr.operand, wanted, partners);
    case "aggregation": {
      const inner = GROUPS.test(expr.operator.text) ? kept(wanted, expr.grouping) : [];
      return expr.args.flatMap((each) => redundant(each, inner, []));
    }
    case "call": {
      const inner = labelsAfter(expr.callee.text, expr.args, wanted);
      return expr.args.flatMap((each) => redundant(each, inner, []));
    }
    case "binary":
      return redundantInBinary(expr, wanted, partners);
  }
}

function redundantInBinary(expr: Binary, wanted: Known, partners: readonly Partner[]): readonly Matcher[] {
  const { operator, matching, left, right } = expr;
  const paired = (known: Known) => known.filter(({ label }) => isPairedBy(label.text, matching));
  const ofLeft = [...paired(wanted), ...paired(known(left))];
  const ofRight = [...paired(wanted), ...paired(known(right))];
  const outer = seenThrough(partners, matching);
  const withLeft = [...outer, ...partnerOf(left, matching)];
  const withRight = [...outer, ...partnerOf(right, matching)];
  switch (operator.text) {
    // A series on the left hides those on the right that it pairs with.
    case "or":
      return [
        ...redundant(left, paired(wanted), outer),
        ...(isFiller(expr, partners)
          ? selectorsOf(right).flatMap(({ matchers }) => matchers)
          : redundant(right, wanted, outer)),
      ];
    case "unless":
      return [...redundant(left, wanted, outer), ...redundant(right, ofLeft, withLeft)];
    case "and":
      return [...redundant(left, [...wanted, ...ofRight], withRight), ...redundant(right, ofLeft, withLeft)];
    default:
      return [
        ...redundant(left, matching?.group?.many === "left" ? [...wanted, ...ofRight] : ofRight, withRight),
        ...redundant(right, matching?.group?.many === "right" ? [...wanted, ...ofLeft] : ofLeft, withLeft),
      ];
  }
}

/** What each series of a result fulfils. */
function known(expr: Expr): Known {
  switch (expr.kind) {
    case "number":
    case "string":
      return [];
    case "selector":
      return expr.matchers;
    case "range":
      return known(expr.selector);
    case "subquery":
    case "paren":
      return known(expr.inner);
    case "unary":
      return known(expr.operand);
    case "aggregation":
      return GROUPS.test(expr.operator.text) ? kept(expr.args.flatMap(known), expr.grouping) : [];
    case "call":
      return labelsAfter(expr.callee.text, expr.args, expr.args.flatMap(known));
    case "binary": {
      const { operator, matching, left, right } = expr;
      const [ofLeft, ofRight] = [known(left), known(right)];
      if (operator.text === "or") return ofLeft.filter((each) => ofRight.some((other) => isSame(each, other)));
      if (operator.text === "unless") return ofLeft;
      const paired = (each: Matcher) => isPairedBy(each.label.text, matching);
      if (operator.text === "and") return [...ofLeft, ...ofRight.filter(paired)];
      const all = [...ofLeft, ...ofRight];
      if (matching?.group === undefined) return all.filter(paired);
      const many = matching.group.many === "left" ? ofLeft : ofRight;
      return [...many, ...all.filter(paired)];
    }
  }
}

function isPairedBy(label: string, matching: Matching | undefined): boolean {
  if (matching === undefined) return true;
  return matching.labels.some(({ text }) => text === label) === (matching.mode === "on");
}

function kept(matchers: Known, grouping: Grouping | undefined): Known {
  if (grouping === undefined) return [];
  return matchers.filter(
    ({ label }) => grouping.labels.some(({ text }) => text === label.text) === (grouping.mode === "by"),
  );
}

/** What still holds of labels on the other side of a function. */
function labelsAfter(callee: string, args: readonly Expr[], matchers: Known): Known {
  if (KEEP_LABELS.test(callee)) return matchers;
  const [, written] = args;
  if (callee !== "label_replace" || written?.kind !== "string") return [];
  return matchers.filter(({ label }) => label.text !== written.value);
}

function isSame(a: Matcher, b: Matcher): boolean {
  return a.label.text === b.label.text && a.operator === b.operator && a.value === b.value;
}
