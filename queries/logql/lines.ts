/** What is known of the lines at one point of a query: which streams they are of, and which fields they have there. */
import type { SyntaxNode } from "@lezer/common";
import type { FieldType, LogCatalogue, LogField, LogStream } from "../log-catalogue.ts";
import { nearest } from "../nearest.ts";
import type { Reports } from "../problem.ts";
import type { Span } from "../span.ts";
import { unquote } from "../string-literal.ts";
import type { VariableUse } from "../variables.ts";

/** What LogQL is checked against. Made by `indexLogs`. */
export interface LogIndex {
  readonly streams: readonly LogStream[];
  /** Every label that a selector may name. */
  readonly labels: ReadonlySet<string>;
}

/** Everything that some systems log. */
export function indexLogs(catalogues: readonly LogCatalogue[]): LogIndex {
  const streams = catalogues.flatMap((catalogue) => catalogue.streams);
  return { streams, labels: new Set(streams.flatMap(({ labels }) => Object.keys(labels))) };
}

/** What queries are checked with. */
export interface Scene {
  readonly query: string;
  readonly uses: readonly VariableUse[];
  readonly index: LogIndex;
  readonly reports: Reports;
}

/** One field that lines have: a label, structured metadata, or what a parser made. */
export interface KnownField {
  /** `any`: the query made it, and it may be anything. */
  readonly type: FieldType | "any";
  readonly values?: readonly string[];
}

/** The lines at one point. */
export interface Lines {
  /** Those that they may be of. */
  readonly streams: readonly LogStream[];
  readonly fields: ReadonlyMap<string, KnownField>;
  /** `unknown`: they may have fields beside these. */
  readonly others: "none" | "unknown";
  /** The formats that were parsed so far. */
  readonly parsed: readonly LogStream["format"][];
}

/** Fields that Loki itself makes (https://grafana.com/docs/loki/latest/query/#pipeline-errors). */
const ofLoki: ReadonlyMap<string, KnownField> = new Map([
  ["__error__", { type: "text" }],
  ["__error_details__", { type: "text" }],
  ["__stream_shard__", { type: "text" }],
  ["detected_level", { type: "text" }],
  ["service_name", { type: "text" }],
]);

/** The lines of some streams before any parser. Without a stream nothing is known. */
export function linesOf(streams: readonly LogStream[]): Lines {
  const fields = new Map(ofLoki);
  for (const { labels, metadata } of streams) addFields(fields, { ...metadata, ...labels });
  return { streams, fields, others: streams.length === 0 ? "unknown" : "none", parsed: [] };
}

/** Lines with more fields. */
export function withFields(lines: Lines, added: Iterable<readonly [string, KnownField]>): Lines {
  return { ...lines, fields: new Map([...lines.fields, ...added]) };
}

/** What parsers in some format take from the lines; a name that is taken gets `_extracted` behind it. */
export function parsedLines(lines: Lines, format: LogStream["format"]): Lines {
  const streams = lines.streams.filter((stream) => stream.format === format);
  const parsed = new Map<string, KnownField>();
  for (const { fields } of streams) addFields(parsed, fields);
  const named = [...parsed].map(
    ([name, field]) => [lines.fields.has(name) ? `${name}_extracted` : name, field] as const,
  );
  const open = streams.length === 0 || streams.some(({ fieldNames }) => fieldNames === "open");
  return { ...withFields(lines, named), others: open ? "unknown" : lines.others, parsed: [...lines.parsed, format] };
}

function addFields(known: Map<string, KnownField>, fields: Readonly<Record<string, LogField>>): void {
  for (const [name, { type = "text", values, presence }] of Object.entries(fields)) {
    const before = known.get(name);
    const same = before === undefined || before.type === type;
    const closed =
      presence !== "sometimes" && (before === undefined || before.values !== undefined) ? values : undefined;
    known.set(name, {
      type: same ? type : "text",
      ...(closed === undefined ? {} : { values: [...new Set([...(before?.values ?? []), ...closed])] }),
    });
  }
}

/**
 * The field of a name; what no line has is reported.
 *
 * @returns undefined: nothing is known of it.
 */
export function fieldNamed(name: string, span: Span, lines: Lines, { reports }: Scene): KnownField | undefined {
  const known = lines.fields.get(name);
  if (known !== undefined) return known;
  const behind = lines.streams.find(({ fields, format }) => name in fields && !lines.parsed.includes(format));
  if (behind !== undefined && lines.others === "none") {
    const hint = `parse them first: \`| ${behind.format}\``;
    reports.doubt(span, `\`${name}\` is a field in the lines, which nothing has taken out of them here.`, hint);
    return undefined;
  }
  const near = nearest(
    name,
    [...lines.fields.keys()].filter((each) => !ofLoki.has(each)),
  );
  if (behind !== undefined || (lines.others === "unknown" && (near === undefined || lines.streams.length === 0))) {
    return undefined;
  }
  const some = [...lines.fields.keys()].filter((each) => !ofLoki.has(each)).sort();
  reports.doubt(
    span,
    `No line has \`${name}\` here.`,
    near === undefined
      ? `they have ${some.slice(0, 12).join(", ")}${some.length > 12 ? ", …" : ""}`
      : `did you mean \`${near}\`?`,
  );
  return undefined;
}

/** What the query has at a node, variables and all. */
export function writtenAt({ query }: Scene, { from, to }: Span): string {
  return query.slice(from, to);
}

/** Whether the dashboard fills in a part of what is at a place. */
export function isVariable({ uses }: Scene, { from, to }: Span): boolean {
  return uses.some((use) => use.from < to && use.to > from);
}

/** The value of a string; a wrong escape is reported. */
export function stringAt(scene: Scene, span: Span): string {
  const read = unquote(writtenAt(scene, span));
  if ("value" in read) return read.value;
  const place = { from: span.from + read.from, to: span.from + read.to };
  scene.reports.report(place, `${read.error}.`, read.hint);
  return "";
}

/** All nodes of a name under a node, but for those within others of that name. */
export function nodesNamed(node: SyntaxNode, ...names: readonly string[]): readonly SyntaxNode[] {
  const found: SyntaxNode[] = [];
  for (let child = node.firstChild; child !== null; child = child.nextSibling) {
    if (names.includes(child.name)) found.push(child);
    else found.push(...nodesNamed(child, ...names));
  }
  return found;
}
