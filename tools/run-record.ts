import { readFile, writeFile } from "node:fs/promises";
import { parseArgs } from "node:util";
import { type Family, readExposition, TEXT_FORMAT } from "../mixins/exposition.ts";
import { recordFile, recordOf, type Share } from "../mixins/record-of.ts";
import { fileProblem } from "../problems/file-problem.ts";
import { formatProblem } from "../problems/format.ts";
import type { OutputStream } from "./colour.ts";

/** What the command writes to: the process's own, or a test's. */
export interface RecordContext {
  /** What was written. */
  readonly stdout: OutputStream;
  /** Errors. */
  readonly stderr: OutputStream;
}

/** `0`: written. `1`: a source could not be read, or the file not be written. `2`: the arguments are wrong. */
export type RecordExitCode = 0 | 1 | 2;

const TIMEOUT_MS = 10_000;

const HELP = `Records what an exporter exposes, as the catalogue's data: names, types, help texts, labels, buckets; no values.

Usage: npm run record -- [--library] FILE SOURCE...

  FILE     what to write: <exporter>-<version>.json, e.g. mixins/node/recorded/node-exporter-1.12.1.json
  SOURCE   where its metrics are: a URL, or a file with the text of /metrics. Several are put together:
           a metric without series (no remote write, no failure yet) is missing from a scrape

Options:
  --library  record the metrics of the client library (go_, process_, promhttp_), and not the exporter's own
  --help     show this text

mixins/recorded.md says how each record was made, and what to do for a new version.

Exit code: 0 written, 1 a source could not be read or the file not be written, 2 wrong arguments.
`;

/** Runs \`npm run record\` with the arguments that follow it. */
export async function runRecord(args: readonly string[], { stdout, stderr }: RecordContext): Promise<RecordExitCode> {
  const request = parseRequest(args);
  if (request === "help") {
    stdout.write(HELP);
    return 0;
  }
  if ("error" in request) {
    stderr.write(`${request.error}\nFor help: npm run record -- --help\n`);
    return 2;
  }
  const { file, exporter, version, sources, share } = request;
  const scrapes = await Promise.all(sources.map(scrape));
  const errors = scrapes.filter((each) => typeof each === "string");
  if (errors.length > 0) {
    stderr.write(`${errors.join("\n")}\n`);
    return 1;
  }
  const record = recordOf(
    exporter,
    version,
    scrapes.filter((each) => typeof each !== "string"),
    share,
  );
  try {
    await writeFile(file, recordFile(record));
  } catch (error) {
    const problem = fileProblem(error, file);
    if (problem === undefined) throw error;
    stderr.write(`${formatProblem(problem)}\n`);
    return 1;
  }
  stdout.write(`${file}: ${record.metrics.length} metrics\n`);
  return 0;
}

type Request =
  | "help"
  | { readonly error: string }
  | {
      readonly file: string;
      readonly exporter: string;
      readonly version: string;
      readonly sources: readonly string[];
      readonly share: Share;
    };

function parseRequest(args: readonly string[]): Request {
  const { tokens, positionals, values } = parseArgs({
    args: [...args],
    options: { help: { type: "boolean" }, library: { type: "boolean" } },
    allowPositionals: true,
    strict: false,
    tokens: true,
  });
  const unknown = tokens.find(
    (token) => token.kind === "option" && (!["help", "library"].includes(token.name) || token.value !== undefined),
  );
  if (unknown?.kind === "option") return { error: `unknown option ${unknown.rawName}; allowed: --library, --help` };
  if (values.help === true) return "help";
  const [file, ...sources] = positionals;
  if (file === undefined || sources.length === 0)
    return { error: "a file to write and at least one source are needed" };
  const [, exporter, version] = /(?:^|\/)([a-z][a-z-]*)-(\d[^/]*)\.json$/.exec(file) ?? [];
  if (exporter === undefined || version === undefined) {
    return { error: `${file}: the file's name must be <exporter>-<version>.json, e.g. node-exporter-1.12.1.json` };
  }
  return { file, exporter, version, sources, share: values.library === true ? "library" : "own" };
}

/** The families that a source has, or why they cannot be had. */
async function scrape(source: string): Promise<readonly Family[] | string> {
  try {
    return readExposition(await textOf(source));
  } catch (error) {
    const problem = fileProblem(error, source);
    if (problem !== undefined) return formatProblem(problem);
    return `${source}: ${error instanceof Error ? error.message : String(error)}`;
  }
}

async function textOf(source: string): Promise<string> {
  if (!/^https?:/.test(source)) return readFile(source, "utf8");
  const answer = await fetch(source, { headers: { accept: TEXT_FORMAT }, signal: AbortSignal.timeout(TIMEOUT_MS) });
  if (!answer.ok) throw new Error(`answered ${answer.status} ${answer.statusText}`);
  return answer.text();
}
