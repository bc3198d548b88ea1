/** The shape of a selector: which series it selects, and whether it can select any. */

import { nearest } from "../nearest.ts";
import type { Report } from "../problem.ts";
import { RE2_HINT, readRegex } from "../regex.ts";
import type { Matcher, Name, Selector } from "./ast.ts";
import {
  fixedLabel,
  type LabelFact,
  type LabelSet,
  listLabels,
  presenceOf,
  unknownLabels,
  vagueLabel,
  withLabel,
} from "./labels.ts";
import { narrowLabel } from "./matcher.ts";
import { type Scope, type Shape, unknownShape } from "./shape.ts";

/** The shape of a selector; what is wrong with its metric and matchers is reported. */
export function shapeOfSelector(selector: Selector, scope: Scope): Shape {
  for (const { operator, value, valueSpan, source } of selector.matchers) {
    if (source === "variable" || !operator.endsWith("~")) continue;
    const regex = readRegex(value);
    if (regex.kind === "refused") {
      scope.report(valueSpan, `Prometheus refuses this regular expression: ${regex.why}.`, RE2_HINT);
    }
  }
  const { metric } = selector;
  if (metric === undefined || metric.source === "variable") return shapeOfUnnamed(selector, scope);
  const series = scope.find(metric.text);
  if (series === undefined) {
    scope.missing(metric.text, metric);
    return { ...unknownShape, labels: withEqualities(selector.matchers) };
  }
  const labels = narrowLabels(series.labels, metric.text, selector.matchers, scope);
  const narrowed = selector.matchers
    .map(({ label }) => label.text)
    .filter((name) => {
      const before = series.labels.facts.get(name);
      const after = labels.facts.get(name);
      const whole = before?.values !== undefined && before.values.length === after?.values?.length;
      return before?.role === "identity" && !(whole && before.presence === "always");
    });
  const { kind, grain, completeness = "all" } = series;
  return { type: "vector", kind, grain, completeness, labels, narrowed };
}

/** A selector that names no metric: no claim, but that its names exist. */
function shapeOfUnnamed(selector: Selector, scope: Scope): Shape {
  for (const { label, operator, value, valueSpan, source } of selector.matchers) {
    if (label.text !== "__name__" || operator !== "=~" || source === "variable") continue;
    const regex = readRegex(value);
    if (regex.kind === "usable" && !scope.names().some(regex.matches)) {
      scope.warn(valueSpan, "No metric's name matches this.", "a regular expression must match the whole name");
    }
  }
  return { ...unknownShape, labels: withEqualities(selector.matchers) };
}

/** What `=` matchers alone say of labels. It is also all that `absent` can say. */
export function withEqualities(matchers: readonly Matcher[]): LabelSet {
  let labels = unknownLabels;
  for (const { label, operator, value, source } of matchers) {
    if (operator !== "=" || label.source === "variable" || value === "") continue;
    labels = withLabel(labels, label.text, source === "variable" ? { ...anyOne } : fixedLabel(value));
  }
  return labels;
}

/** A label with one value that a variable gives. */
const anyOne: LabelFact = { presence: "always", bound: 1, role: "identity" };

function narrowLabels(labels: LabelSet, metric: string, matchers: readonly Matcher[], scope: Scope): LabelSet {
  let narrowed = labels;
  for (const matcher of matchers) {
    const { label } = matcher;
    if (label.source === "variable" || label.text === "__name__") continue;
    if (presenceOf(labels, label.text) === "never") {
      reportUnknownLabel(label, labels, `\`${metric}\``, matcher.operator.startsWith("!") ? scope.warn : scope.report);
      narrowed = withLabel(narrowed, label.text, vagueLabel);
      continue;
    }
    const fact = narrowed.facts.get(label.text);
    const before = labels.facts.get(label.text);
    const after = narrowLabel(fact, before, matcher, scope);
    if (after !== undefined) narrowed = withLabel(narrowed, label.text, after);
  }
  return narrowed;
}

/**
 * Reports a label that series do not have.
 *
 * @param label the label as written.
 * @param labels those there are.
 * @param owner what lacks it, e.g. `the right side`.
 */
export function reportUnknownLabel(label: Name, labels: LabelSet, owner: string, report: Report): void {
  const near = nearest(label.text, labels.facts.keys());
  const has = labels.facts.size === 0 ? "It has no labels." : `It has ${listLabels(labels)}.`;
  const subject = owner.startsWith("`") ? owner : `${owner[0]?.toUpperCase()}${owner.slice(1)}`;
  report(
    label,
    `${subject} has no label \`${label.text}\`. ${has}`,
    near === undefined ? undefined : `did you mean \`${near}\`?`,
  );
}
