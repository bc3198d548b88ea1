/** The shape of an aggregation. */
import type { Aggregation, Grouping } from "./ast.ts";
import { aggregations } from "./functions.ts";
import { dropLabels, keepLabels, type LabelSet, noLabels, presenceOf, withLabel } from "./labels.ts";
import { checkLevel } from "./quantile.ts";
import { reportUnknownLabel } from "./selector.ts";
import type { Kind } from "./series.ts";
import { type Scope, type Shape, unknownShape } from "./shape.ts";

/** The shape of an aggregation, given its arguments' shapes; labels to group by that do not exist are reported. */
export function shapeOfAggregation(aggregation: Aggregation, args: readonly Shape[], scope: Scope): Shape {
  const { operator, grouping } = aggregation;
  const spec = aggregations.get(operator.text);
  const subject = args.at(-1);
  if (spec === undefined || subject === undefined) return unknownShape;
  for (const label of grouping?.labels ?? []) {
    if (label.source === "variable" || label.text === "__name__") continue;
    if (presenceOf(subject.labels, label.text) === "never") {
      reportUnknownLabel(label, subject.labels, `what \`${operator.text}\` is given`, scope.warn);
    }
  }
  if (operator.text === "quantile") checkLevel(aggregation.args[0], scope);
  if (spec.output === "picks") return { ...subject, completeness: "some" };
  let labels = groupLabels(subject.labels, grouping);
  const parameter = aggregation.args[0];
  if (operator.text === "count_values" && parameter?.kind === "string") {
    labels =
      parameter.source === "variable"
        ? { ...labels, others: "unknown" }
        : withLabel(labels, parameter.value, {
            presence: "always",
            bound: Number.POSITIVE_INFINITY,
            role: "split",
          });
  }
  return {
    type: "vector",
    kind: spec.yields === "gauge" ? "gauge" : kindOfGroups(subject.kind, labels),
    labels,
    grain: "groups",
    aggregatedBy: operator.text,
    completeness: subject.completeness,
    narrowed: subject.narrowed ?? [],
    ...(grouping?.mode === "by" ? { askedFor: grouping.labels.map(({ text }) => text) } : {}),
  };
}

function groupLabels(labels: LabelSet, grouping: Grouping | undefined): LabelSet {
  if (grouping === undefined) return noLabels;
  const literal = grouping.labels.filter(({ source }) => source === "literal").map(({ text }) => text);
  const filledIn = literal.length < grouping.labels.length;
  if (grouping.mode === "by") {
    const kept = keepLabels(labels, literal);
    return filledIn ? { ...kept, others: "unknown" } : kept;
  }
  const left = dropLabels(labels, [...literal, "__name__"]);
  if (!filledIn) return left;
  // A variable may drop any of them.
  return { ...left, facts: new Map([...left.facts].map(([name, fact]) => [name, { ...fact, presence: "sometimes" }])) };
}

/** Buckets that were summed over `le` are no buckets any more. */
function kindOfGroups(kind: Kind, labels: LabelSet): Kind {
  if ((kind !== "buckets" && kind !== "bucket rates") || presenceOf(labels, "le") !== "never") return kind;
  return kind === "buckets" ? "counter" : "gauge";
}
