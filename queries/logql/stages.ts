/** Checks the stages of a pipeline, and gives the lines as they come out of it. */
import type { SyntaxNode } from "@lezer/common";
import { RE2_HINT, readRegex } from "../regex.ts";
import { childrenOf } from "../syntax-tree.ts";
import { readActions } from "../template-tokens.ts";
import { checkLabelFilter } from "./label-filter.ts";
import {
  fieldNamed,
  isVariable,
  type KnownField,
  type Lines,
  nodesNamed,
  parsedLines,
  type Scene,
  stringAt,
  withFields,
  writtenAt,
} from "./lines.ts";
import { checkValue, readMatcher } from "./matcher.ts";

/** Checks every stage in a node, in the order of the text. */
export function checkStages(node: SyntaxNode | undefined, lines: Lines, scene: Scene): Lines {
  const stages = node === undefined ? [] : nodesNamed(node, "PipelineStage");
  return stages.reduce((before, stage) => checkStage(stage, before, scene), lines);
}

function checkStage(stage: SyntaxNode, lines: Lines, scene: Scene): Lines {
  const node = stage.lastChild;
  switch (node?.name) {
    case "LineFilters":
      for (const filter of nodesNamed(stage, "LineFilter")) checkLineFilter(filter, scene);
      return lines;
    case "LabelParser":
      return checkParser(node, lines, scene);
    case "LogfmtParser":
      return parse(node, lines, "logfmt", scene);
    case "JsonExpressionParser":
    case "LogfmtExpressionParser":
      return extract(node, lines, scene);
    case "LabelFilter":
      checkLabelFilter(node, lines, scene);
      return lines;
    case "LineFormatExpr":
      for (const string of nodesNamed(node, "String")) checkTemplate(string, lines, scene);
      return lines;
    case "LabelFormatExpr":
      return checkLabelFormat(node, lines, scene);
    case "DropLabelsExpr":
    case "KeepLabelsExpr":
      return checkKept(node, lines, scene);
    default:
      return lines;
  }
}

/** `|= "x"`, `|~ "x"`, `|> "<_> x"`. */
function checkLineFilter(filter: SyntaxNode, scene: Scene): void {
  const [sign, value] = childrenOf(filter);
  if (sign === undefined || value?.name !== "String") return;
  const text = stringAt(scene, value);
  const operator = writtenAt(scene, sign);
  if (isVariable(scene, value)) return;
  if (text === "" && operator !== "|>" && operator !== "!>") {
    const drops = operator.startsWith("!");
    const tell = drops ? scene.reports.doubt : scene.reports.notice;
    tell(filter, `Every line holds the empty text, so this ${drops ? "drops every line" : "filters nothing"}.`);
  }
  if (operator !== "|~" && operator !== "!~") return;
  const regex = readRegex(text);
  if (regex.kind === "refused") {
    scene.reports.report(value, `Loki refuses this regular expression: ${regex.why}.`, RE2_HINT);
  }
}

function checkParser(node: SyntaxNode, lines: Lines, scene: Scene): Lines {
  const [kind, pattern] = childrenOf(node);
  if (kind?.name === "Json") return parse(node, lines, "json", scene);
  if (kind?.name === "Unpack") return { ...lines, others: "unknown" };
  if (pattern === undefined) return lines;
  const text = stringAt(scene, pattern);
  if (isVariable(scene, pattern)) return { ...lines, others: "unknown" };
  const names = kind?.name === "Regexp" ? groupsOf(text, pattern, scene) : capturesOf(text, pattern, scene);
  return withFields(
    lines,
    names.map((name) => [name, open] as const),
  );
}

/** What a query makes itself. */
const open: KnownField = { type: "any" };

/** `json` and `logfmt` on lines that are in no such form give each line an error. */
function parse(node: SyntaxNode, lines: Lines, format: "json" | "logfmt", scene: Scene): Lines {
  const formats = new Set(lines.streams.map((stream) => stream.format));
  if (formats.size > 0 && !formats.has(format)) {
    const are = [...formats].map((each) => (each === "text" ? "plain text" : each)).join(" and ");
    const [other] = [...formats].filter((each) => each !== "text");
    scene.reports.doubt(
      node,
      `The lines are ${are}, and \`${format}\` gives each an error.`,
      other === undefined ? "take fields out with `pattern` or `regexp`" : `write \`| ${other}\``,
    );
  }
  return parsedLines(lines, format);
}

/** `json a="b.c", d`: these fields alone. */
function extract(node: SyntaxNode, lines: Lines, scene: Scene): Lines {
  const format = node.name === "JsonExpressionParser" ? "json" : "logfmt";
  const whole = parse(node, lines, format, scene);
  const made = nodesNamed(node, "LabelExtractionExpression").map((expression) => {
    const [name, , path] = childrenOf(expression);
    const label = name === undefined ? "" : writtenAt(scene, name);
    const from =
      path === undefined
        ? label
        : stringAt(scene, path)
            .replaceAll(/[.[\]"]+/g, "_")
            .replace(/^_|_$/g, "");
    return [label, whole.fields.get(from) ?? open] as const;
  });
  return withFields(lines, made);
}

/** The named groups of `regexp`; Loki wants one at least. */
function groupsOf(text: string, pattern: SyntaxNode, { reports }: Scene): readonly string[] {
  const regex = readRegex(text);
  if (regex.kind === "refused") {
    reports.report(pattern, `Loki refuses this regular expression: ${regex.why}.`, RE2_HINT);
    return [];
  }
  const names = [...text.matchAll(/\(\?P?<(\w+)>/g)].map(([, name = ""]) => name);
  if (names.length === 0)
    reports.report(pattern, "`regexp` has no named group, so it takes out nothing.", "e.g. `(?P<status>\\d+)`");
  reportTwice(names, pattern, reports.report);
  return names;
}

/** The captures of `pattern` (https://grafana.com/docs/loki/latest/query/log_queries/#pattern). */
function capturesOf(text: string, pattern: SyntaxNode, { reports }: Scene): readonly string[] {
  const names = [...text.matchAll(/<([A-Za-z_]\w*)>/g)].map(([, name = ""]) => name).filter((name) => name !== "_");
  if (names.length === 0)
    reports.report(
      pattern,
      "`pattern` has no named capture, so it takes out nothing.",
      "e.g. `<_> status=<status> <_>`",
    );
  const pair = /<\w+><\w+>/.exec(text)?.[0];
  if (pair !== undefined) {
    reports.report(
      pattern,
      `Nothing stands between the captures \`${pair}\`, and Loki refuses that.`,
      "put the text between them",
    );
  }
  reportTwice(names, pattern, reports.report);
  return names;
}

function reportTwice(names: readonly string[], pattern: SyntaxNode, report: Scene["reports"]["report"]): void {
  const twice = names.find((name, index) => names.indexOf(name) < index);
  if (twice !== undefined) report(pattern, `\`${twice}\` is taken out twice.`, "give each its own name");
}

/** A Go template with the fields of the line: one that is not there comes out as nothing. */
function checkTemplate(string: SyntaxNode, lines: Lines, scene: Scene): void {
  const text = stringAt(scene, string);
  if (isVariable(scene, string)) return;
  const { actions, unclosed } = readActions(text);
  if (unclosed !== undefined) scene.reports.report(string, "A `{{` in the template is never closed.", "add `}}`");
  for (const { tokens } of actions) {
    if (tokens.some(({ text: word }) => word === "range" || word === "with")) return;
    for (const { kind, text: start, fields } of tokens) {
      const [field, more] = fields;
      if (kind === "path" && start === "" && field !== undefined && more === undefined)
        fieldNamed(field, string, lines, scene);
    }
  }
}

/** `label_format a=b, c="{{.d}}"`: renames and makes. */
function checkLabelFormat(node: SyntaxNode, lines: Lines, scene: Scene): Lines {
  const fields = new Map(lines.fields);
  const targets = new Set<string>();
  for (const matcher of nodesNamed(node, "LabelFormatMatcher")) {
    const [name, , value] = childrenOf(matcher);
    if (name === undefined || value === undefined) continue;
    const target = writtenAt(scene, name);
    if (targets.has(target)) scene.reports.report(name, `\`${target}\` is made twice.`, "leave one out");
    targets.add(target);
    if (value.name === "String") {
      checkTemplate(value, lines, scene);
      fields.set(target, open);
      continue;
    }
    const source = writtenAt(scene, value);
    const field = isVariable(scene, value) ? open : fieldNamed(source, value, lines, scene);
    fields.delete(source);
    fields.set(target, field ?? open);
  }
  return { ...lines, fields };
}

/** `drop a, b="c"` and `keep a`. */
function checkKept(node: SyntaxNode, lines: Lines, scene: Scene): Lines {
  const named = new Map<string, KnownField>();
  const conditional = new Set<string>();
  for (const label of nodesNamed(node, "DropLabel", "KeepLabel")) {
    const [inner] = childrenOf(label);
    const matcher = inner?.name === "Matcher" ? readMatcher(scene, inner) : undefined;
    const name = matcher?.name ?? (inner === undefined ? "" : writtenAt(scene, inner));
    if (inner === undefined || isVariable(scene, inner)) continue;
    const field = fieldNamed(name, matcher?.nameSpan ?? inner, lines, scene);
    if (matcher !== undefined) conditional.add(name);
    if (matcher !== undefined && field !== undefined) checkValue(matcher, field, scene);
    named.set(name, field ?? open);
  }
  if (node.name === "KeepLabelsExpr") {
    const errors = [...lines.fields].filter(([name]) => name.startsWith("__error"));
    return { ...lines, fields: new Map([...errors, ...named]), others: "none" };
  }
  const kept = [...lines.fields].filter(([name]) => !named.has(name) || conditional.has(name));
  return { ...lines, fields: new Map(kept) };
}
