/** The report of a plan: as text for a terminal, as Markdown for a pull request. */
import { styleText } from "node:util";
import { countProblems, formatProblem } from "../problems/format.ts";
import { markdownTable } from "../problems/markdown-table.ts";
import { hasErrors } from "../problems/problem.ts";
import { capacityHeader, capacityRows } from "./capacity-table.ts";
import type { MissingSecret } from "./missing-secrets.ts";
import { jobHeader, jobRows, metricHeader, metricRows, totalLines } from "./series-view.ts";
import type { CheckSummary, ComponentSummary, Summary } from "./summary.ts";
import { toldHeader } from "./who-is-told.ts";
import { labelledRows, wrapped } from "./wrap.ts";

/** How a report is shown. */
export interface Look {
  readonly colour: "colour" | "plain";
  /** Width of the terminal; undefined: lines may be as long as they like. */
  readonly columns: number | undefined;
}

/** The report for a terminal. */
export function reportText(summary: Summary, { colour, columns }: Look): string {
  const paint = (style: Parameters<typeof styleText>[0], text: string) =>
    colour === "colour" ? styleText(style, text, { validateStream: false }) : text;
  const { components, checks } = summary;
  const created = components.map((component) => [component.name, kindList(component)] as const);
  const checked = labelledRows(
    checks.map((check) => [check.title, `${verdict(check)}  ${counted(check)}`] as const),
    columns,
  );
  const lines = [
    paint("bold", `${summary.project} ${summary.stack}: ${summary.resources} resources`),
    "",
    ...labelledRows(created, columns).flat(),
    "",
    ...capacityText(summary, columns, (text) => paint("bold", text)),
    paint("bold", "Series"),
    ...totalLines(summary.series).flatMap((line) => wrapped(`  ${line}`, columns, 2)),
    "",
    ...elsewhereText(summary, columns, (text) => paint("bold", text)),
    ...changedText(summary, columns, (text) => paint("bold", text)),
    paint("bold", "Checked"),
    ...checks.flatMap((check, index) => [
      ...(checked[index] ?? []).map((line) =>
        line.replace(`  ${verdict(check)}`, (found) => paint(hasErrors(check.problems) ? "red" : "green", found)),
      ),
      ...check.problems.flatMap((problem) => wrapped(`    ${formatProblem(problem)}`, columns, 4)),
    ]),
    ...expectedText(summary, columns, (text) => paint("bold", text)),
    ...secretsNote(summary.missingSecrets).flatMap((line) => ["", ...wrapped(line, columns, 0)]),
  ];
  return `${lines.join("\n")}\n`;
}

/** The report as Markdown, with the picture of who calls whom. */
export function reportMarkdown(summary: Summary, picture: string): string {
  const lines = [
    `# ${summary.project} ${summary.stack}`,
    "",
    `${summary.resources} resources.`,
    "",
    markdownTable(
      ["Component", "Creates"],
      summary.components.map((component) => [component.name, kindList(component)]),
    ),
    "",
    ...capacityMarkdown(summary),
    `Protected from deletion: ${summary.protected.length === 0 ? "nothing" : summary.protected.join(", ")}.`,
    "",
    ...expectedMarkdown(summary),
    ...secretsNote(summary.missingSecrets).flatMap((line) => [line, ""]),
    "## Checked",
    "",
    markdownTable(
      ["Check", "Result"],
      summary.checks.map((check) => [check.title, result(check)]),
    ),
    ...summary.checks.flatMap(({ title, problems }) =>
      problems.length === 0
        ? []
        : ["", `### ${title}`, "", ...problems.map((problem) => `- ${formatProblem(problem)}`)],
    ),
    "",
    ...seriesMarkdown(summary),
    ...elsewhereMarkdown(summary),
    ...changedMarkdown(summary),
    ...toldMarkdown(summary),
    "## Who calls whom",
    "",
    "```mermaid",
    picture,
    "```",
  ];
  return `${lines.join("\n")}\n`;
}

const NOT_BROUGHT = "Parts that the stack does not bring";

const EXPECTED = "Secrets that must be in the cluster";

function expectedText(
  { expectedSecrets }: Summary,
  columns: number | undefined,
  heading: (text: string) => string,
): readonly string[] {
  if (expectedSecrets.length === 0) return [];
  const rows = expectedSecrets.map(({ namespace, name, keys, readers }) => {
    return [`${namespace}/${name}`, `${keys.join(", ")}, for ${readers.join(", ")}`] as const;
  });
  const note = "secrets.md has the commands that list their keys.";
  return ["", heading(EXPECTED), ...labelledRows(rows, columns).flat(), ...wrapped(`  ${note}`, columns, 2)];
}

function expectedMarkdown({ expectedSecrets }: Summary): readonly string[] {
  if (expectedSecrets.length === 0) return [];
  const rows = expectedSecrets.map(({ namespace, name, keys, readers }) => {
    return [namespace, name, keys.join(", "), readers.join(", ")];
  });
  return [`## ${EXPECTED}`, "", markdownTable(["Namespace", "Secret", "Keys", "Read by"], rows), ""];
}

/** What whoever applies the manifests by hand has to know. */
function secretsNote(secrets: readonly MissingSecret[]): readonly string[] {
  if (secrets.length === 0) return [];
  const names = secrets.map(({ namespace, name }) => `${namespace}/${name}`).join(", ");
  return [
    `Not in kubernetes/, since only \`pulumi up\` knows the values: Secret ${names}. secrets.md has the commands.`,
  ];
}

function capacityText(
  { capacity }: Summary,
  columns: number | undefined,
  heading: (text: string) => string,
): readonly string[] {
  if (capacity.pools.length === 0) return [];
  const rows = [capacityHeader, ...capacityRows(capacity)];
  const widths = capacityHeader.map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  const lines = rows.map((row) =>
    `  ${row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join("  ")}`.trimEnd(),
  );
  const fits = columns === undefined || lines.every(({ length }) => length <= columns);
  return [heading("Capacity: at first, to at most"), ...(fits ? lines : capacityList(capacity, columns)), ""];
}

/** The table where there is no room for one: a pool each, with what it has. */
function capacityList(capacity: Summary["capacity"], columns: number): readonly string[] {
  const rows = capacityRows(capacity).map(([pool = "", ...cells]) => {
    const named = cells.map((cell, index) => (cell === "" ? "" : `${capacityHeader[index + 1]}: ${cell}`));
    return [pool, named.filter((cell) => cell !== "").join("; ")] as const;
  });
  return labelledRows(rows, columns).flat();
}

function capacityMarkdown({ capacity }: Summary): readonly string[] {
  if (capacity.pools.length === 0) return [];
  return ["## Capacity", "", "At first, to at most.", "", markdownTable(capacityHeader, capacityRows(capacity)), ""];
}

function seriesMarkdown({ series }: Summary): readonly string[] {
  return [
    "## Series",
    "",
    ...totalLines(series).map((line) => `- ${line}`),
    "",
    markdownTable(metricHeader, metricRows(series)),
    "",
    markdownTable(jobHeader, jobRows(series)),
    "",
  ];
}

function elsewhereText(
  { partsElsewhere }: Summary,
  columns: number | undefined,
  heading: (text: string) => string,
): readonly string[] {
  if (partsElsewhere.length === 0) return [];
  const rows = partsElsewhere.map(({ part, what }) => [part, what] as const);
  return [heading(NOT_BROUGHT), ...labelledRows(rows, columns).flat(), ""];
}

function elsewhereMarkdown({ partsElsewhere }: Summary): readonly string[] {
  if (partsElsewhere.length === 0) return [];
  const rows = partsElsewhere.map(({ part, what }) => [part, what]);
  return [`## ${NOT_BROUGHT}`, "", markdownTable(["Part", "Instead"], rows), ""];
}

function changedText(
  { changedAlerts }: Summary,
  columns: number | undefined,
  heading: (text: string) => string,
): readonly string[] {
  if (changedAlerts.length === 0) return [];
  const rows = changedAlerts.map(({ alert, changes }) => [alert, changes.join(", ")] as const);
  return [heading("Alerts, changed by settings"), ...labelledRows(rows, columns).flat(), ""];
}

function changedMarkdown({ changedAlerts }: Summary): readonly string[] {
  if (changedAlerts.length === 0) return [];
  const rows = changedAlerts.map(({ alert, changes }) => [alert, changes.join(", ")]);
  return ["## Alerts, changed by settings", "", markdownTable(["Alert", "Change"], rows), ""];
}

function toldMarkdown({ told }: Summary): readonly string[] {
  const rows = told.map(({ alert, severity, receivers }) => [alert, severity, receivers.join(", ")]);
  return ["## Who is told", "", markdownTable(toldHeader, rows), ""];
}

function kindList({ kinds }: ComponentSummary): string {
  return kinds.map(([kind, count]) => (count === 1 ? kind : `${count} ${kind}`)).join(", ");
}

function result(check: CheckSummary): string {
  const found = hasErrors(check.problems) ? `**${verdict(check)}**` : verdict(check);
  return `${found}, ${counted(check)}`;
}

function counted({ count, unit, note }: CheckSummary): string {
  return `${count} ${unit}${note === undefined ? "" : `, ${note}`}`;
}

/** `ok`, `ok, 2 warnings` or `1 error and 2 warnings`. */
function verdict({ problems }: CheckSummary): string {
  if (problems.length === 0) return "ok";
  return `${hasErrors(problems) ? "" : "ok, "}${countProblems(problems)}`;
}
