/** `histogram_quantile` and `histogram_fraction`: whether they are given the rates of all buckets, summed. */
import { type Call, type Expr, selectorsOf, withoutParens } from "./ast.ts";
import { dropLabels, presenceOf, vagueLabel, withLabel } from "./labels.ts";
import { isTotal, type Scope, type Shape, unknownShape } from "./shape.ts";

/** The shape of a call of `histogram_quantile`, `histogram_fraction` or `histogram_quantiles`. */
export function shapeOfQuantile(call: Call, args: readonly Shape[], scope: Scope): Shape {
  const { text: name } = call.callee;
  const position = args.findIndex(({ type }) => type === "vector");
  const subject = args[position];
  const arg = call.args[position];
  if (subject === undefined || arg === undefined) return unknownShape;
  checkBuckets(call, arg, subject, scope);
  if (name === "histogram_quantile") checkLevel(call.args[0], scope);
  const labels = dropLabels(subject.labels, ["le"]);
  const target = call.args[1];
  return {
    ...subject,
    kind: "gauge",
    labels:
      name === "histogram_quantiles" && target?.kind === "string"
        ? withLabel(labels, target.value, vagueLabel)
        : labels,
  };
}

function checkBuckets(call: Call, arg: Expr, subject: Shape, { query, report, warn }: Scope): void {
  const { text: name } = call.callee;
  const { kind, labels, grain } = subject;
  if (kind === "histogram" || kind === "unknown") return;
  const ofBuckets = selectorsOf(arg).some(({ metric }) => metric?.text.endsWith("_bucket"));
  if (presenceOf(labels, "le") === "never") {
    if (ofBuckets) {
      report(
        arg,
        `\`${name}\` needs the buckets apart, and here they are summed without \`le\`.`,
        "add `le` to `by (…)`",
      );
    } else {
      report(
        arg,
        `\`${name}\` needs a histogram's buckets, and these series have no \`le\`.`,
        "ask for the `_bucket` series",
      );
    }
    return;
  }
  const values = labels.facts.get("le")?.values;
  if (values !== undefined && !values.includes("+Inf")) {
    report(
      arg,
      `\`${name}\` needs all buckets, \`+Inf\` too, and a matcher on \`le\` leaves out some: the result is NaN.`,
      shareHint(arg),
    );
    return;
  }
  const text = query.slice(arg.from, arg.to).replace(/\s+/g, " ");
  if (isTotal(kind)) {
    const rated =
      withoutParens(arg).kind === "selector" ? `sum by (le) (rate(${text}[5m]))` : "sum by (le) (rate(x_bucket[5m]))";
    warn(
      arg,
      "These buckets count since their process started, so the result hardly moves.",
      `take their rate: \`${rated}\``,
    );
    return;
  }
  if (kind === "bucket rates" && grain === "series") {
    warn(
      arg,
      `This gives a result for each single series, not for all of them together.`,
      `sum the buckets first: \`sum by (le) (${text})\`, with the labels to tell apart beside \`le\``,
    );
  }
}

/** What was probably wanted with one bucket: the share of observations up to its bound. */
function shareHint(arg: Expr): string {
  for (const { metric, matchers } of selectorsOf(arg)) {
    const bound = matchers.find(({ label, operator }) => label.text === "le" && operator === "=");
    const base = metric?.text.replace(/_bucket$/, "");
    if (bound === undefined || base === metric?.text) continue;
    const share = `sum(rate(${base}_bucket{le="${bound.value}"}[5m])) / sum(rate(${base}_count[5m]))`;
    return `remove that matcher; the share of observations up to ${bound.value} is \`${share}\``;
  }
  return "remove that matcher";
}

/** A quantile's level beyond 0 … 1, for which Prometheus answers an infinity: mostly a percentage. */
export function checkLevel(level: Expr | undefined, { report }: Scope): void {
  if (level?.kind !== "number" || level.source === "variable" || (level.value >= 0 && level.value <= 1)) return;
  const percent = level.value > 1 && level.value <= 100 ? `write ${level.value / 100}` : undefined;
  report(level, "A quantile's level lies between 0 and 1; beyond, the result is infinite.", percent);
}
