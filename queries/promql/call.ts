/** The shape of a function call, and whether the function fits what it is given. */

import { RE2_HINT, readRegex } from "../regex.ts";
import { type Call, type Expr, type Matcher, withoutParens } from "./ast.ts";
import { functions } from "./functions.ts";
import { fixedLabel, type LabelSet, noLabels, presenceOf, vagueLabel, withLabel } from "./labels.ts";
import { checkLevel, shapeOfQuantile } from "./quantile.ts";
import { reportUnknownLabel, withEqualities } from "./selector.ts";
import type { Kind } from "./series.ts";
import { isTotal, type Scope, type Shape, scalarShape, unknownShape } from "./shape.ts";

/** The shape of a call, given its arguments' shapes. */
export function shapeOfCall(call: Call, args: readonly Shape[], scope: Scope): Shape {
  const { text: name } = call.callee;
  const spec = functions.get(name);
  if (spec === undefined) return unknownShape;
  if (spec.returns === "scalar") return { ...scalarShape, kind: name === "time" ? "unknown" : "gauge" };
  if (name === "absent" || name === "absent_over_time") {
    return { ...scalarShape, type: "vector", labels: absentLabels(call.args[0]) };
  }
  if (name.startsWith("histogram_") && spec.needs === undefined) return shapeOfQuantile(call, args, scope);
  const position = spec.args.findIndex((type) => type === "vector" || type === "range");
  const subject = args[position];
  // `vector(1)`, `hour()`: one series without labels.
  if (subject === undefined) return { ...scalarShape, type: "vector", kind: args[0]?.kind ?? "gauge" };
  if (name === "quantile_over_time") checkLevel(call.args[0], scope);
  const { meantFor } = spec;
  if (meantFor !== undefined) checkFit(call, name, meantFor, position, subject, scope);
  if (spec.needs !== undefined && subject.kind !== "histogram" && subject.kind !== "unknown") {
    scope.report(
      call,
      `\`${name}\` reads native histograms, and these series are not: the result is empty.`,
      "use the histogram's `_sum` and `_count`",
    );
  }
  return {
    ...subject,
    type: "vector",
    kind: kindAfter(spec.yields, subject.kind),
    labels: labelsAfter(call, subject, scope),
  };
}

function kindAfter(yields: "same" | "rate" | "gauge", kind: Kind): Kind {
  if (yields === "same") return kind;
  if (yields === "gauge") return "gauge";
  if (kind === "buckets" || kind === "bucket rates") return "bucket rates";
  return kind === "counter" ? "gauge" : kind;
}

/** For each function meant for counters, what to ask of a gauge instead. */
const forGauges: Readonly<Record<string, string>> = {
  rate: "`deriv` for its slope, `delta` for its change",
  irate: "`deriv` for its slope, `idelta` for its last change",
  increase: "`delta` for its change, `max_over_time` for its peak",
  resets: "`changes` for how often it changed",
};

/** For each function meant for gauges, what to ask of a counter instead. */
const forCounters: Readonly<Record<string, string>> = {
  deriv: "`rate`",
  delta: "`increase`",
  idelta: "`irate`",
};

/** Rates of gauges, and gauges' functions on counters. */
function checkFit(
  call: Call,
  name: string,
  meantFor: "counter" | "gauge",
  position: number,
  subject: Shape,
  { query, warn }: Scope,
): void {
  const arg = call.args[position];
  if (arg === undefined) return;
  const what = describe(arg, query);
  if (meantFor === "counter") {
    if (subject.kind === "gauge" || subject.kind === "bucket rates") {
      const kind = subject.kind === "gauge" ? "a gauge" : "a rate already";
      const why =
        name === "resets" ? "each fall would count as a restart" : "each fall would count as a restart from zero";
      warn(call, `\`${name}\` is for counters, and ${what} is ${kind}: ${why}.`, `use ${forGauges[name]}`);
    }
    if (isTotal(subject.kind) && (subject.aggregatedBy === "sum" || subject.aggregatedBy === "avg")) {
      warn(
        call,
        `\`${name}\` of a \`${subject.aggregatedBy}\` of counters: when one process restarts, the whole ${subject.aggregatedBy} seems to restart.`,
        `take \`${name}\` of each counter first: \`${subject.aggregatedBy} by (…) (${name}(x[5m]))\``,
      );
    }
    return;
  }
  if (!isTotal(subject.kind)) return;
  warn(
    call,
    `\`${name}\` is for gauges, and ${what} is a counter, which falls to zero at each restart.`,
    `use ${forCounters[name] ?? `\`${name}\` of its rate: \`rate(x[5m])[1h:1m]\``}`,
  );
}

/** A metric by its name, anything else as "this". */
function describe(arg: Expr, query: string): string {
  const inner = withoutParens(arg);
  if (inner.kind === "range" && inner.selector.metric !== undefined) return `\`${inner.selector.metric.text}\``;
  if (inner.kind === "subquery") {
    const text = query.slice(inner.inner.from, inner.inner.to).replace(/\s+/g, " ");
    if (text.length <= 60) return `\`${text}\``;
  }
  return "this";
}

/** The labels of `absent`: those that an `=` matcher gives, unless another matcher speaks of them too. */
function absentLabels(arg: Expr | undefined): LabelSet {
  if (arg === undefined) return noLabels;
  const matchers = arg.kind === "selector" ? arg.matchers : arg.kind === "range" ? arg.selector.matchers : [];
  const only = matchers.filter(
    ({ label }: Matcher) => matchers.filter((other) => other.label.text === label.text).length === 1,
  );
  return { ...withEqualities(only), others: "none" };
}

function labelsAfter(call: Call, subject: Shape, scope: Scope): LabelSet {
  const { labels } = subject;
  switch (call.callee.text) {
    case "label_replace":
      return labelsReplaced(call, labels, scope);
    case "label_join": {
      const target = call.args[1];
      if (target?.kind !== "string" || target.source === "variable") return { ...labels, others: "unknown" };
      return withLabel(labels, target.value, vagueLabel);
    }
    case "info":
      return { ...labels, others: "unknown" };
    default:
      return labels;
  }
}

/** `label_replace(v, target, replacement, source, regex)`. */
function labelsReplaced(call: Call, labels: LabelSet, scope: Scope): LabelSet {
  const [target, replacement, source, pattern] = call.args.slice(1);
  if (target?.kind !== "string" || target.source === "variable") return { ...labels, others: "unknown" };
  if (replacement?.kind !== "string" || source?.kind !== "string" || pattern?.kind !== "string") return labels;
  const regex = readRegex(pattern.value);
  if (regex.kind === "refused") {
    scope.report(pattern, `Prometheus refuses this regular expression: ${regex.why}.`, RE2_HINT);
  }
  const copies = replacement.value.includes("$");
  const lacks = source.value === "" || presenceOf(labels, source.value) === "never";
  if (source.value !== "" && lacks && copies && source.source === "literal") {
    const name = { from: source.from, to: source.to, text: source.value, source: "literal" as const };
    reportUnknownLabel(name, labels, "what `label_replace` is given", scope.warn);
  }
  // A constant for all series: the expression matches the value that each has.
  const matchesAll = regex.kind === "usable" && (lacks ? regex.matches("") : /^\(?\.\*\)?$/.test(pattern.value));
  if (!copies && matchesAll && replacement.value !== "") {
    return withLabel(labels, target.value, fixedLabel(replacement.value));
  }
  return withLabel(labels, target.value, vagueLabel);
}
