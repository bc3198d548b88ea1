/** Checks metric queries, and gives the labels of their series. */
import type { SyntaxNode } from "@lezer/common";
import { nearest } from "../nearest.ts";
import { RE2_HINT, readRegex } from "../regex.ts";
import { childrenOf } from "../syntax-tree.ts";
import { described } from "./label-filter.ts";
import { fieldNamed, isVariable, type Lines, nodesNamed, type Scene, stringAt, writtenAt } from "./lines.ts";
import { checkSelector } from "./selector.ts";
import { checkStages } from "./stages.ts";

/** What a part of a query gives. */
export interface Result {
  readonly gives: "lines" | "series" | "number";
  /** The labels of series; `unknown`: not all can be known. */
  readonly labels: ReadonlySet<string> | "unknown";
}

const none: Result = { gives: "number", labels: new Set() };

/** Checks a query or a part of one. */
export function checkPart(node: SyntaxNode, scene: Scene): Result {
  const [first] = childrenOf(node);
  switch (node.name) {
    case "LogExpr": {
      const inner = childrenOf(node).find(({ name }) => name === "LogExpr");
      if (inner !== undefined) return checkPart(inner, scene);
      checkLines(node, scene);
      return { gives: "lines", labels: "unknown" };
    }
    case "RangeAggregationExpr":
      return rangeAggregation(node, scene);
    case "VectorAggregationExpr":
      return vectorAggregation(node, scene);
    case "LabelReplaceExpr":
      return labelReplace(node, scene);
    case "BinOpExpr":
      return operation(node, scene);
    case "LiteralExpr":
      return none;
    case "VectorExpr":
      return { gives: "series", labels: new Set() };
    default:
      return first === undefined ? none : checkPart(first, scene);
  }
}

/** The lines that a selector and its stages give, in whatever order they stand. */
function checkLines(node: SyntaxNode, scene: Scene): Lines {
  const selector = nodesNamed(node, "Selector")[0];
  if (selector === undefined) throw new Error("The LogQL grammar gave lines without a selector.");
  return checkStages(node, checkSelector(selector, scene), scene);
}

/** Functions of a window of lines, and those of a field that `unwrap` takes from them. */
const ofLines = ["count_over_time", "rate", "bytes_over_time", "bytes_rate", "absent_over_time"];
const ofValues = [
  ...["avg_over_time", "sum_over_time", "min_over_time", "max_over_time", "stdvar_over_time", "stddev_over_time"],
  ...["quantile_over_time", "first_over_time", "last_over_time", "rate", "rate_counter", "absent_over_time"],
];
const grouped = [
  ...["avg_over_time", "stddev_over_time", "stdvar_over_time", "quantile_over_time"],
  ...["max_over_time", "min_over_time", "first_over_time", "last_over_time"],
];

function rangeAggregation(node: SyntaxNode, scene: Scene): Result {
  const { report } = scene.reports;
  const children = childrenOf(node);
  const find = (name: string) => children.find((child) => child.name === name);
  const [operator] = children;
  const range = find("LogRangeExpr");
  if (operator === undefined || range === undefined) return { gives: "series", labels: "unknown" };
  const name = writtenAt(scene, operator).toLowerCase();
  const lines = checkLines(range, scene);
  const [unwrap] = nodesNamed(range, "UnwrapExpr");
  if (unwrap === undefined && !ofLines.includes(name)) {
    report(
      operator,
      `\`${name}\` works on numbers, and no \`unwrap\` takes any from the lines.`,
      "e.g. `| json | unwrap duration_seconds [5m]`",
    );
  } else if (unwrap !== undefined && !ofValues.includes(name)) {
    report(
      unwrap,
      `\`${name}\` works on lines, and Loki refuses an \`unwrap\` in it.`,
      "leave it out, or take e.g. `sum_over_time`",
    );
  }
  const number = find("Number");
  if (name === "quantile_over_time" && number === undefined) {
    report(operator, "`quantile_over_time` needs its quantile first.", "e.g. `quantile_over_time(0.99, …)`");
  } else if (name !== "quantile_over_time" && number !== undefined) {
    report(number, `\`${name}\` takes no number.`, "leave it out");
  } else if (number !== undefined && !isVariable(scene, number) && !(Number(writtenAt(scene, number)) <= 1)) {
    report(number, `A quantile is between 0 and 1, and this is ${writtenAt(scene, number)}.`, "e.g. `0.99`");
  }
  const unwrapped = unwrap === undefined ? undefined : checkUnwrap(unwrap, lines, scene);
  const grouping = find("Grouping");
  if (grouping !== undefined && !grouped.includes(name)) {
    report(
      grouping,
      `Loki refuses to group \`${name}\` here.`,
      `group around it: \`sum ${writtenAt(scene, grouping)} (${name}(…))\``,
    );
  }
  const own = [...lines.fields.keys()].filter((each) => each !== unwrapped);
  const labels = lines.others === "unknown" ? "unknown" : new Set(own);
  return { gives: "series", labels: groupedLabels(grouping, labels, lines, scene) };
}

/** What `unwrap` reads as a number; gives the field's name. */
function checkUnwrap(node: SyntaxNode, lines: Lines, scene: Scene): string | undefined {
  const [label] = nodesNamed(node, "Identifier");
  for (const filter of nodesNamed(node, "LabelFilter")) {
    // After the unwrap, errors are all that is left to be filtered.
    for (const name of nodesNamed(filter, "Identifier")) fieldNamed(writtenAt(scene, name), name, lines, scene);
  }
  if (label === undefined || isVariable(scene, label)) return undefined;
  const name = writtenAt(scene, label);
  const field = fieldNamed(name, label, lines, scene);
  const [conversion] = nodesNamed(node, "ConvOp");
  const by = conversion === undefined ? "" : writtenAt(scene, conversion);
  const fits = by.startsWith("duration") ? ["duration"] : by === "bytes" ? ["bytes", "number"] : ["number"];
  if (field === undefined || field.type === "any" || fits.includes(field.type)) return name;
  const converted = { duration: `unwrap duration(${name})`, bytes: `unwrap bytes(${name})`, number: `unwrap ${name}` };
  const hint =
    field.type === "text" || field.type === "boolean"
      ? "count lines with `count_over_time`"
      : `write \`${converted[field.type]}\``;
  scene.reports.doubt(
    { from: node.from, to: node.to },
    `\`${name}\` is ${described(field.type)}, and \`unwrap${by === "" ? "" : ` ${by}()`}\` gives every line an error.`,
    hint,
  );
  return name;
}

const counted = ["topk", "bottomk", "approx_topk"];

function vectorAggregation(node: SyntaxNode, scene: Scene): Result {
  const { report } = scene.reports;
  const children = childrenOf(node);
  const find = (name: string) => children.find((child) => child.name === name);
  const operator = find("VectorOp");
  const inner = find("MetricExpr");
  if (operator === undefined || inner === undefined) return { gives: "series", labels: "unknown" };
  // The grammar may have read less than the word: it does not know them all.
  const name = /^\w*/.exec(scene.query.slice(operator.from))?.[0].toLowerCase() ?? "";
  const number = find("Number");
  if (counted.includes(name) && number === undefined) {
    report(operator, `\`${name}\` needs to know how many.`, `e.g. \`${name}(10, …)\``);
  } else if (!counted.includes(name) && number !== undefined) {
    report(number, `\`${name}\` takes no number.`, "leave it out");
  } else if (number !== undefined && !isVariable(scene, number) && !/^0*[1-9]\d*$/.test(writtenAt(scene, number))) {
    report(number, `\`${name}\` chooses a whole number of series.`, `e.g. \`${name}(10, …)\``);
  }
  const grouping = find("Grouping");
  if (grouping !== undefined && (name.startsWith("sort") || name === "approx_topk")) {
    report(grouping, `\`${name}\` does not group.`, "group inside it");
  }
  const result = checkPart(inner, scene);
  const chooses = counted.includes(name) || name.startsWith("sort");
  if (chooses) {
    groupedLabels(grouping, result.labels, undefined, scene);
    return result;
  }
  if (grouping === undefined) return { gives: "series", labels: new Set() };
  return { gives: "series", labels: groupedLabels(grouping, result.labels, undefined, scene) };
}

/**
 * The labels that a grouping leaves; one that no series has is reported.
 *
 * @param lines what series are made of, where the grouping is theirs.
 */
function groupedLabels(
  grouping: SyntaxNode | undefined,
  from: Result["labels"],
  lines: Lines | undefined,
  scene: Scene,
): Result["labels"] {
  if (grouping === undefined) return from;
  const names = nodesNamed(grouping, "Identifier");
  const written = names.map((name) => writtenAt(scene, name));
  for (const [index, node] of names.entries()) {
    const name = written[index] ?? "";
    if (isVariable(scene, node)) continue;
    if (lines !== undefined) fieldNamed(name, node, lines, scene);
    else if (from !== "unknown" && !from.has(name)) reportLabel(name, node, from, scene);
  }
  const without = nodesNamed(grouping, "Without").length > 0;
  if (!without) return names.some((name) => isVariable(scene, name)) ? "unknown" : new Set(written);
  return from === "unknown" ? from : new Set([...from].filter((name) => !written.includes(name)));
}

function reportLabel(name: string, node: SyntaxNode, labels: ReadonlySet<string>, { reports }: Scene): void {
  const near = nearest(name, labels);
  const known = [...labels].filter((each) => !each.startsWith("__")).sort();
  const has = known.length === 0 ? "they have no labels" : `they have ${known.slice(0, 12).join(", ")}`;
  reports.doubt(
    node,
    `The series here do not have the label \`${name}\`.`,
    near === undefined ? has : `did you mean \`${near}\`?`,
  );
}

function labelReplace(node: SyntaxNode, scene: Scene): Result {
  const inner = childrenOf(node).find(({ name }) => name === "MetricExpr");
  const [target, , , pattern] = nodesNamed(node, "String").filter((each) => each.parent?.name === "LabelReplaceExpr");
  const result = inner === undefined ? none : checkPart(inner, scene);
  if (pattern !== undefined && !isVariable(scene, pattern)) {
    const regex = readRegex(stringAt(scene, pattern));
    if (regex.kind === "refused")
      scene.reports.report(pattern, `Loki refuses this regular expression: ${regex.why}.`, RE2_HINT);
  }
  if (result.labels === "unknown" || target === undefined) return result;
  return { ...result, labels: new Set([...result.labels, stringAt(scene, target)]) };
}

const sets = /^(?:and|or|unless)$/i;

function operation(node: SyntaxNode, scene: Scene): Result {
  const { report, doubt } = scene.reports;
  const [left, operator, modifier, right] = childrenOf(node);
  if (left === undefined || operator === undefined || modifier === undefined || right === undefined) return none;
  const [a, b] = [checkPart(left, scene), checkPart(right, scene)];
  const sign = writtenAt(scene, operator);
  for (const [part, side] of [
    [left, a],
    [right, b],
  ] as const) {
    if (side.gives === "lines")
      report(part, `\`${sign}\` takes series, and these are lines.`, "count them: `count_over_time({…}[5m])`");
    if (side.gives === "number" && sets.test(sign))
      report(part, `\`${sign}\` takes series, and this is a number.`, "write `vector(0)`");
  }
  if (a.gives !== "series" || b.gives !== "series") return a.gives === "series" ? a : { ...b, gives: b.gives };
  const [matching] = nodesNamed(modifier, "OnOrIgnoringModifier");
  if (matching !== undefined) return matched(matching, modifier, a, b, scene);
  const unlike = differ(a.labels, b.labels);
  if (unlike && !sets.test(sign)) {
    const shown = ({ labels }: Result) => `(${[...(labels === "unknown" ? [] : labels)].sort().join(", ")})`;
    doubt(
      node,
      `The series on the left have the labels ${shown(a)}, on the right ${shown(b)}: they never match.`,
      "match them: `on (…)`",
    );
  }
  return sign.toLowerCase() === "or" && unlike ? { gives: "series", labels: "unknown" } : a;
}

function differ(a: Result["labels"], b: Result["labels"]): boolean {
  return a !== "unknown" && b !== "unknown" && (a.size !== b.size || [...a].some((label) => !b.has(label)));
}

/** `on (…)`, `ignoring (…)`, with `group_left` or without. */
function matched(matching: SyntaxNode, modifier: SyntaxNode, a: Result, b: Result, scene: Scene): Result {
  const names = nodesNamed(matching, "LabelName", "Identifier");
  const on = nodesNamed(matching, "On").length > 0;
  for (const name of names) {
    if (isVariable(scene, name) || !on) continue;
    for (const { labels } of [a, b]) {
      const text = writtenAt(scene, name);
      if (labels !== "unknown" && !labels.has(text)) reportLabel(text, name, labels, scene);
    }
  }
  const many = nodesNamed(modifier, "GroupLeft", "GroupRight")[0];
  if (many !== undefined) return { gives: "series", labels: "unknown" };
  const written = new Set(names.map((name) => writtenAt(scene, name)));
  if (on) return { gives: "series", labels: written };
  return a.labels === "unknown"
    ? a
    : { gives: "series", labels: new Set([...a.labels].filter((label) => !written.has(label))) };
}
