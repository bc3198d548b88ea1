/**
 * How the series of two sides find each other, and whether they can
 * (https://prometheus.io/docs/prometheus/latest/querying/operators/#vector-matching). Only what is certain is reported.
 */

import { nearest } from "../nearest.ts";
import type { Report } from "../problem.ts";
import type { Binary, Matching } from "./ast.ts";
import { setOperators } from "./functions.ts";
import {
  clashOf,
  dropLabels,
  keepLabels,
  type LabelSet,
  presenceOf,
  sharedLabels,
  vagueLabel,
  withLabel,
} from "./labels.ts";
import { reportUnknownLabel } from "./selector.ts";
import type { Scope, Shape } from "./shape.ts";

/** Checks that the two sides of an operation can match. `failed`: something was reported. */
export function checkMatching(binary: Binary, left: Shape, right: Shape, scope: Scope): "sound" | "failed" {
  let verdict: "sound" | "failed" = "sound";
  const noting = (tell: Report): Report => {
    return (...problem) => {
      verdict = "failed";
      tell(...problem);
    };
  };
  const failing: Scope = { ...scope, report: noting(scope.report), warn: noting(scope.warn) };
  checkNames(binary, left, right, failing);
  if (verdict === "sound" && binary.operator.text !== "or") checkClash(binary, left, right, failing);
  if (verdict === "sound" && !setOperators.has(binary.operator.text)) checkDuplicates(binary, left, right, failing);
  return verdict;
}

/** Labels in `on`, `ignoring` and `group_left` that are not there. */
function checkNames({ matching, operator }: Binary, left: Shape, right: Shape, scope: Scope): void {
  for (const label of matching?.labels ?? []) {
    if (label.source === "variable" || label.text === "__name__") continue;
    const onLeft = presenceOf(left.labels, label.text);
    const onRight = presenceOf(right.labels, label.text);
    if (onLeft === "never" && onRight === "never") {
      const near = nearest(label.text, [...left.labels.facts.keys(), ...right.labels.facts.keys()]);
      const hint = near === undefined ? undefined : `did you mean \`${near}\`?`;
      scope.warn(label, `Neither side of \`${operator.text}\` has a label \`${label.text}\`.`, hint);
    } else if (matching?.mode === "on" && operator.text !== "or" && (onLeft === "never" || onRight === "never")) {
      const [side, { labels }] = onLeft === "never" ? ["left", left] : ["right", right];
      // Where the other side does not always have it, series without it match.
      const report = onLeft === "always" || onRight === "always" ? scope.report : scope.warn;
      reportUnknownLabel(label, labels, `the ${side} side of \`${operator.text}\``, report);
    }
  }
  const group = matching?.group;
  if (group === undefined) return;
  const one = group.many === "left" ? right : left;
  const side = group.many === "left" ? "right" : "left";
  for (const label of group.labels) {
    if (label.source === "literal" && presenceOf(one.labels, label.text) === "never") {
      reportUnknownLabel(label, one.labels, `the ${side} side, which \`group_${group.many}\` copies from,`, scope.warn);
    }
  }
}

/** The labels that series of both sides must have in common. */
function matchedNames(matching: Matching | undefined, left: LabelSet, right: LabelSet): readonly string[] {
  const named = (matching?.labels ?? []).map(({ text }) => text);
  if (matching?.mode === "on") return named;
  const all = new Set([...left.facts.keys(), ...right.facts.keys()]);
  return [...all].filter((name) => !named.includes(name));
}

/** Whether a variable stands among the labels of `on` or `ignoring`: then what is matched is not known. */
function fillsIn(matching: Matching | undefined): boolean {
  return matching?.labels.some(({ source }) => source === "variable") ?? false;
}

/** Labels that keep every series of one side from matching any of the other. */
function checkClash({ operator, matching }: Binary, left: Shape, right: Shape, scope: Scope): void {
  if (fillsIn(matching)) return;
  const names = matchedNames(matching, left.labels, right.labels);
  const effect =
    operator.text === "unless" ? "`unless` takes nothing away" : "nothing can match, and the result is empty";
  for (const name of names) {
    const clash = clashOf(left.labels, right.labels, name);
    if (clash === undefined) continue;
    if (clash === "values differ") {
      const onLeft = listValues(left.labels, name);
      const onRight = listValues(right.labels, name);
      scope.report(
        operator,
        `\`${name}\` is ${onLeft} on the left of \`${operator.text}\` and ${onRight} on the right: ${effect}.`,
        `match without it (\`ignoring (${name})\`), or aggregate it away on both sides`,
      );
    } else {
      const side = clash === "only on the left" ? "left" : "right";
      const other = side === "left" ? "right" : "left";
      const common = names.filter((each) => clashOf(left.labels, right.labels, each) === undefined);
      scope.report(
        operator,
        `The ${side} side of \`${operator.text}\` has the label \`${name}\` and the ${other} side does not: ${effect}.`,
        `aggregate both sides to the same labels, or match on those they share: \`on (${common.join(", ")})\``,
      );
    }
    return;
  }
}

function listValues(labels: LabelSet, name: string): string {
  return (labels.facts.get(name)?.values ?? []).map((value) => `"${value}"`).join(" or ");
}

/** Several series of a side that should have one for each match. */
function checkDuplicates({ operator, matching }: Binary, left: Shape, right: Shape, scope: Scope): void {
  if (matching === undefined || fillsIn(matching)) return;
  const matched = matchedNames(matching, left.labels, right.labels);
  const many = matching.group?.many;
  const sides = [
    { name: "left", shape: left },
    { name: "right", shape: right },
  ] as const;
  for (const { name, shape } of sides) {
    if (name === many) continue;
    const split = labelThatSplits(shape, matched);
    if (split === undefined) continue;
    const kept = matched.join(", ");
    const tell = split.proof === "values" ? scope.report : scope.warn;
    tell(
      operator,
      `The ${name} side of \`${operator.text}\` has several series for each match: they differ in \`${split.label}\`. The server refuses that.`,
      many === undefined
        ? `aggregate them, e.g. \`sum by (${kept}) (…)\`, pick one with a matcher, or write \`group_${name}\` to keep them apart`
        : `aggregate them, e.g. \`max by (${kept}) (…)\``,
    );
    return;
  }
}

/**
 * A label in which several series of a side differ that are equal in all that is matched. `values`: each target has a series
 * for each of its values. `bound`: it can have more values than there are groups.
 */
function labelThatSplits(
  { labels, completeness, askedFor, narrowed = [] }: Shape,
  matched: readonly string[],
): { readonly label: string; readonly proof: "values" | "bound" } | undefined {
  if (completeness === "some" || labels.others === "unknown") return undefined;
  // `x{instance="a"}`: of one instance, there may be one series only.
  if (narrowed.some((name) => !matched.includes(name))) return undefined;
  const groups = matched.reduce((product, name) => product * (labels.facts.get(name)?.bound ?? 1), 1);
  for (const [name, { presence, values, bound, role }] of labels.facts) {
    if (presence !== "always" || matched.includes(name)) continue;
    if (role === "split" && values !== undefined && values.length > 1) return { label: name, proof: "values" };
    // More values than there are groups, and asked for by name: they cannot all be in groups of their own. Of one job alone
    // there may be one instance.
    const all = askedFor?.includes(name) === true && narrowed.length === 0;
    if (all && bound > groups && bound !== Number.POSITIVE_INFINITY) return { label: name, proof: "bound" };
  }
  return undefined;
}

/** The labels of the result of arithmetic or a comparison. */
export function matchedLabels(matching: Matching | undefined, left: LabelSet, right: LabelSet): LabelSet {
  const { group } = matching ?? {};
  if (group === undefined) {
    const shared = sharedLabels(left, right);
    if (matching === undefined) return shared;
    if (fillsIn(matching)) return { ...left, others: "unknown" };
    const named = matching.labels.map(({ text }) => text);
    if (matching.mode === "on") return keepLabels(shared, named);
    return dropLabels(sharedLabels(dropLabels(left, named), dropLabels(right, named)), named);
  }
  const one = group.many === "left" ? right : left;
  let labels = group.many === "left" ? left : right;
  for (const { text, source } of group.labels) {
    if (source === "variable") labels = { ...labels, others: "unknown" };
    else labels = withLabel(labels, text, one.facts.get(text) ?? vagueLabel);
  }
  return labels;
}
