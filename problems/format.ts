/** How problems are shown: one way for people, one for programs. */

import { legible, quote } from "./legible.ts";
import { errorAt, type FilePlace, type Place, type Problem } from "./problem.ts";

/** Places up to this length are lined up in one column. */
const WIDEST = 56;

/** A place as text: `aiobs:prometheus.retention.time`, `dashboards/x.ts › panel › query A, 1:17`, `Service a/b`. */
export function formatPlace(where: Place): string {
  if ("resource" in where) return where.resource;
  return "setting" in where ? formatPath(where.setting) : formatFilePlace(where);
}

/** Keys and indexes as they stand in the stack file: `aiobs:alertmanager.route.routes[0].receiver`. */
function formatPath(path: readonly PropertyKey[]): string {
  return path.reduce<string>((text, key, index) => {
    if (index === 0) return /^[\w:.-]{1,60}$/.test(String(key)) ? String(key) : quote(String(key));
    if (typeof key === "number") return `${text}[${key}]`;
    return /^[\w-]{1,60}$/.test(String(key)) ? `${text}.${String(key)}` : `${text}[${quote(String(key))}]`;
  }, "");
}

function formatFilePlace({ file, part, query, line, column = 1 }: FilePlace): string {
  if (part === undefined && query === undefined) return line === undefined ? file : `${file}:${line}:${column}`;
  const place = [file, ...(part === undefined ? [] : [part]), ...(query === undefined ? [] : [`query ${query}`])];
  return `${place.join(" › ")}${line === undefined ? "" : `, ${line}:${column}`}`;
}

/** What is wrong, without its place: what was found, what is allowed, what to do. */
export function formatSentence({ found, message, hint, severity }: Problem): string {
  const start = found === undefined || message.includes(found) ? "" : `found ${found}; `;
  const advice = hint === undefined ? "" : /[.!?]$/.test(message) ? ` (${hint})` : `; ${hint}`;
  return legible(`${severity === "warning" ? "warning: " : ""}${start}${message}${advice}`);
}

/** One line for a person: the place, a colon, what is wrong. */
export function formatProblem(problem: Problem): string {
  return `${formatPlace(problem.where)}: ${formatSentence(problem)}`;
}

/** A line for each problem, in their order, with what is wrong in one column. */
export function formatProblems(problems: readonly Problem[]): string {
  const places = problems.map(({ where }) => formatPlace(where));
  const width = Math.max(0, ...places.map(({ length }) => (length > WIDEST ? 0 : length)));
  return problems.map((problem, index) => `${places[index]?.padEnd(width)}  ${formatSentence(problem)}`).join("\n");
}

/** `1 error`, `3 errors and 1 warning`; without any, `no errors`. */
export function countProblems(problems: readonly Problem[]): string {
  const counts = (["error", "warning"] as const)
    .map((severity) => ({ severity, count: problems.filter((problem) => problem.severity === severity).length }))
    .filter(({ count }) => count > 0);
  if (counts.length === 0) return "no errors";
  return counts.map(({ severity, count }) => `${count} ${severity}${count === 1 ? "" : "s"}`).join(" and ");
}

/** What a command prints with `--json` when it cannot do what it was asked: one document. */
export function errorJson(error: string, problems: readonly Problem[], more: object = {}): string {
  return `${JSON.stringify({ ...more, error, problems: problems.map(problemJson) }, null, 2)}\n`;
}

/** The same where the command line is wrong. */
export function commandLineError(message: string): string {
  return errorJson(message, [errorAt({ resource: "the command line" }, message)]);
}

/** A problem for programs: its fields, and the line that a person sees. */
export function problemJson(problem: Problem): Problem & { readonly text: string } {
  return { ...problem, text: formatProblem(problem) };
}
