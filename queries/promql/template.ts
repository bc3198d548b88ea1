/**
 * Checks the templates in an alert's annotations: what they show must be there
 * (https://prometheus.io/docs/prometheus/latest/configuration/template_reference/).
 */

import type { CheckOptions } from "../check-options.ts";
import { nearest } from "../nearest.ts";
import { problemAt, type QueryProblem, type Report, type Reports } from "../problem.ts";
import { unquote } from "../string-literal.ts";
import { readActions, type TemplateToken } from "../template-tokens.ts";
import { type Checked, checkPromQL } from "./check.ts";
import { reportShownAs } from "./quantity/shown-as.ts";
import type { SeriesIndex } from "./series.ts";

const keywords = new Set("if else end range with define block template break continue true false nil".split(" "));

/** The functions of Prometheus and of Go's templates. */
const templateFunctions = new Set(
  (
    "args externalURL first graphLink humanize humanize1024 humanizeDuration humanizePercentage humanizeTimestamp label " +
    "match now parseDuration pathPrefix query reReplaceAll safeHtml sortByLabel stripDomain stripPort strvalue tableLink " +
    "title tmpl toDuration toLower toTime toUpper urlQueryEscape value " +
    "and call eq ge gt html index js le len lt ne not or print printf println slice urlquery"
  ).split(" "),
);

type Told = Pick<Reports, "report" | "doubt">;

/** What Prometheus gives each alert's template. */
const givenVariables = ["$labels", "$value", "$externalLabels", "$externalURL"];
const givenFields = ["Labels", "Value", "ExternalLabels", "ExternalURL"];

/**
 * Checks one annotation.
 *
 * @param text the template.
 * @param alert what `checkPromQL` says of the alert's expression. Labels that the rule itself adds are not in `$labels`.
 * @param index the series that exist, against which queries inside the template are checked.
 * @param options who wrote it.
 */
export function checkTemplate(
  text: string,
  { labels, quantity }: Pick<Checked, "labels" | "quantity">,
  index: SeriesIndex,
  { content }: Pick<CheckOptions, "content"> = {},
): readonly QueryProblem[] {
  const problems: QueryProblem[] = [];
  const report: Report = (span, message, hint) => problems.push(problemAt(text, span, message, hint));
  const doubt: Report = (span, message, hint) =>
    problems.push(problemAt(text, span, message, hint, content === "foreign" ? "warning" : "error"));
  const { actions, unclosed } = readActions(text);
  if (unclosed !== undefined) {
    report({ from: unclosed, to: unclosed + 2 }, "This `{{` is never closed.", "add `}}`");
    return problems;
  }
  const declared = new Set(["$", ...givenVariables]);
  /** The blocks that are open: those marked `dot` give `.` another meaning. */
  const blocks: ("dot" | "plain")[] = [];
  for (const { from, to, tokens } of actions) {
    const first = tokens[0]?.text ?? "";
    for (const [place, token] of tokens.entries()) {
      if (token.text.startsWith("$") && [":=", ","].includes(tokens[place + 1]?.text ?? "")) declared.add(token.text);
    }
    for (const [place, token] of tokens.entries()) {
      if (token.kind === "path") checkPath(token, labels, declared, blocks.includes("dot"), { report, doubt });
      if (token.kind === "word") checkWord(token, tokens, place, labels, { report, doubt });
      if (token.kind === "word" && isOfValue(tokens, place)) reportShownAs(token, quantity, doubt);
      if (token.kind === "word" && token.text === "query")
        problems.push(...checkQuery(text, tokens, place, index, content));
    }
    if (["range", "with", "define", "block"].includes(first)) blocks.push("dot");
    if (first === "if") blocks.push("plain");
    if (first === "end" && blocks.pop() === undefined) report({ from, to }, "This `end` closes nothing.", "remove it");
  }
  if (blocks.length > 0) {
    report({ from: text.length, to: text.length }, "An `if`, `range` or `with` is never closed.", "add `{{ end }}`");
  }
  return problems;
}

/** Whether a function is given the alert's value: `humanize $value`, `$value | humanize`. */
function isOfValue(tokens: readonly TemplateToken[], place: number): boolean {
  const [before, after] = [tokens[place - 1], tokens[place + 1]];
  const given = before?.text === "|" ? tokens[place - 2] : after;
  return given?.text === "$value" || (given?.text === "" && given.fields[0] === "Value");
}

function checkPath(
  token: TemplateToken,
  labels: ReadonlySet<string> | "unknown",
  declared: ReadonlySet<string>,
  dotMoved: boolean,
  { report, doubt }: Told,
): void {
  const [field, second] = token.fields;
  if (token.text === "$labels") {
    if (field !== undefined) checkLabel(token, field, labels, doubt);
    return;
  }
  if (token.text.startsWith("$") && !declared.has(token.text)) {
    const near = nearest(token.text, declared);
    const hint = near === undefined ? `there are ${givenVariables.join(", ")}` : `did you mean \`${near}\`?`;
    report(token, `There is no variable \`${token.text}\`.`, hint);
    return;
  }
  const ofAlert = token.text === "$" || (token.text === "" && !dotMoved);
  if (!ofAlert || field === undefined) return;
  if (!givenFields.includes(field)) {
    report(token, `An alert has no \`.${field}\`.`, `there are ${givenFields.map((name) => `.${name}`).join(", ")}`);
  } else if (field === "Labels" && second !== undefined) {
    checkLabel(token, second, labels, doubt);
  }
}

function checkLabel(
  token: TemplateToken,
  label: string,
  labels: ReadonlySet<string> | "unknown",
  report: Report,
): void {
  if (labels === "unknown" || label === "__name__" || labels.has(label)) return;
  const near = nearest(label, labels);
  const has = labels.size === 0 ? "no labels" : [...labels].map((name) => `\`${name}\``).join(", ");
  report(
    token,
    `The alert's expression gives no label \`${label}\`, so this shows nothing. It gives ${has}.`,
    near === undefined ? `keep \`${label}\` in the expression, e.g. in its \`by (…)\`` : `did you mean \`${near}\`?`,
  );
}

function checkWord(
  token: TemplateToken,
  tokens: readonly TemplateToken[],
  place: number,
  labels: ReadonlySet<string> | "unknown",
  { report, doubt }: Told,
): void {
  if (!keywords.has(token.text) && !templateFunctions.has(token.text)) {
    const near = nearest(token.text, templateFunctions);
    const hint = near === undefined ? undefined : `did you mean \`${near}\`?`;
    report(token, `There is no template function \`${token.text}\`.`, hint);
  }
  const [map, key] = tokens.slice(place + 1);
  if (token.text === "index" && map?.text === "$labels" && map.fields.length === 0 && key?.kind === "string") {
    const name = unquote(key.text);
    if ("value" in name) checkLabel(key, name.value, labels, doubt);
  }
}

/** Checks the query that a call of `query` is given: `query "…"`, `"…" | query`, `printf "…" … | query`. */
function checkQuery(
  text: string,
  tokens: readonly TemplateToken[],
  place: number,
  index: SeriesIndex,
  content: CheckOptions["content"],
): readonly QueryProblem[] {
  const literal = queryLiteral(tokens, place);
  if (literal === undefined) return [];
  const read = unquote(literal.text);
  if (!("value" in read)) return [];
  const formats = literal.formatted
    ? read.value.replace(/%%|%[svd]/g, "").includes("%") || read.value.includes("%%")
    : false;
  // `%q`, `%.2f` …: what is put in cannot be guessed.
  if (formats) return [];
  const query = literal.formatted ? read.value.replace(/%([svd])/g, "$$$1") : read.value;
  const { problems } = checkPromQL(query, index, {
    ...(content === undefined ? {} : { content }),
    ...(literal.formatted ? { variables: ["s", "v", "d"] } : {}),
  });
  return problems.map(({ offset, length, message, hint, severity }) => {
    const from = literal.from + (read.offsets[offset] ?? 0);
    const to = literal.from + (read.offsets[offset + length] ?? literal.text.length - 1);
    return problemAt(text, { from, to }, message, hint, severity);
  });
}

function queryLiteral(
  tokens: readonly TemplateToken[],
  place: number,
): (TemplateToken & { readonly formatted: boolean }) | undefined {
  const next = tokens[place + 1];
  if (next?.kind === "string") return { ...next, formatted: false };
  let start = place + 1;
  if (next?.text === "(") start = place + 2;
  else if (tokens[place - 1]?.text === "|") {
    const before = tokens.slice(0, place - 1);
    const opening = ["|", "(", ":=", "with", "range", "if"];
    start = before.findLastIndex(({ text }) => opening.includes(text)) + 1;
  }
  const [first, second] = tokens.slice(start);
  if (first?.kind === "string") return { ...first, formatted: false };
  return first?.text === "printf" && second?.kind === "string" ? { ...second, formatted: true } : undefined;
}
