import { parseArgs } from "node:util";
import { closest } from "fastest-levenshtein";
import { commandLineError } from "../problems/format.ts";
import { isToolName, TOOLS, type Tool } from "./catalogue.ts";
import { type OutputStream, type Style, styled } from "./colour.ts";
import { compileTool, hasGo } from "./compile.ts";
import { findTool } from "./find.ts";
import { withProgress } from "./progress.ts";
import type { Environment } from "./recipe.ts";

/** What the command reads and writes: the process's own, or a test's. */
export interface CommandContext {
  readonly env: Environment;
  /** Results. */
  readonly stdout: OutputStream;
  /** Progress and errors. */
  readonly stderr: OutputStream;
}

/** `0`: every tool asked for is there. `1`: one is not, or could not be built. `2`: the arguments are wrong. */
export type ExitCode = 0 | 1 | 2;

type State = "present" | "built" | "failed" | "missing";

/** One tool's line in the result, and its object in `--json`. */
interface Outcome {
  readonly name: string;
  readonly version: string;
  readonly state: State;
  readonly path?: string;
  /** Seconds that the build took. */
  readonly seconds?: number;
  /** Why it failed. */
  readonly reason?: string;
}

const COLOURS = { present: "green", built: "green", failed: "red", missing: "yellow" } as const satisfies Record<
  State,
  Style
>;

const HELP = `Builds the pinned real binaries that \`npm run test:real\` runs, into the user's cache folder.

Usage: npm run tools [-- [options] [name ...]]

Without a name: all of them. What is there already, in the cache or on PATH in exactly the pinned version, is skipped.
Needs Go 1.26 or newer, and its module proxy for what is not downloaded yet.

Options:
  --list   show every tool, whether it is there, the seconds that a cold build takes and why it is needed; build nothing
  --json   write the result as one JSON document
  --help   show this text

Names: ${TOOLS.map((tool) => tool.name).join(", ")}

Exit code: 0 all are there (with --list: always), 1 one is missing or could not be built, 2 wrong arguments.
`;

/** Runs `npm run tools` with the arguments that follow it. */
export async function runTools(args: readonly string[], context: CommandContext): Promise<ExitCode> {
  const request = parseRequest(args);
  if (request.kind === "wrong") {
    const message = request.errors.join("\n");
    if (request.format === "json") context.stdout.write(commandLineError(message));
    else context.stderr.write(`${message}\nFor help: npm run tools -- --help\n`);
    return 2;
  }
  if (request.kind === "help") {
    context.stdout.write(HELP);
    return 0;
  }
  const outcomes = request.kind === "list" ? list(request.tools, context.env) : await build(request.tools, context);
  if (request.format === "json") context.stdout.write(`${JSON.stringify({ tools: outcomes }, null, 2)}\n`);
  else for (const outcome of outcomes) context.stdout.write(line(outcome, request.kind, context));
  const complete = outcomes.every((outcome) => outcome.state === "present" || outcome.state === "built");
  return complete || request.kind === "list" ? 0 : 1;
}

type Request =
  | { readonly kind: "help" }
  | { readonly kind: "wrong"; readonly errors: readonly string[]; readonly format: Format }
  | { readonly kind: "list" | "build"; readonly tools: readonly Tool[]; readonly format: Format };

type Format = "text" | "json";

function parseRequest(args: readonly string[]): Request {
  const { tokens, positionals, values } = parseArgs({
    args: [...args],
    options: { help: { type: "boolean" }, json: { type: "boolean" }, list: { type: "boolean" } },
    allowPositionals: true,
    strict: false,
    tokens: true,
  });
  const options = ["help", "json", "list"];
  const names = TOOLS.map((tool) => tool.name);
  const errors = [
    ...tokens
      .filter((token) => token.kind === "option")
      .filter((token) => !options.includes(token.name) || token.value !== undefined)
      .map((token) => `unknown option ${token.rawName}; allowed: --${options.join(", --")}`),
    ...positionals
      .filter((name) => !isToolName(name))
      .map((name) => `unknown tool ${name}; did you mean ${closest(name, names)}? Known: ${names.join(", ")}`),
  ];
  const format = values.json === true ? "json" : "text";
  if (errors.length > 0) return { kind: "wrong", errors, format };
  if (values.help === true) return { kind: "help" };
  return {
    kind: values.list === true ? "list" : "build",
    tools: positionals.length === 0 ? TOOLS : TOOLS.filter((tool) => positionals.includes(tool.name)),
    format,
  };
}

function list(tools: readonly Tool[], env: Environment): readonly Outcome[] {
  return tools.map((tool) => {
    const found = findTool(tool.name, env);
    const { name, version } = tool;
    return found.kind === "found"
      ? { name, version, state: "present", path: found.path }
      : { name, version, state: "missing" };
  });
}

/** One after the other: the compiler takes every core by itself. A failure does not keep the others from being built. */
async function build(tools: readonly Tool[], context: CommandContext): Promise<readonly Outcome[]> {
  const before = list(tools, context.env);
  if (before.every((outcome) => outcome.state === "present")) return before;
  if (!(await hasGo(context.env))) {
    context.stderr.write("go was not found on PATH, or does not run: install Go 1.26 or newer, then run this again\n");
    return before;
  }
  const outcomes: Outcome[] = [];
  for (const tool of tools) {
    const { name, version } = tool;
    const there = before.find((outcome) => outcome.name === name && outcome.state === "present");
    if (there !== undefined) {
      outcomes.push(there);
      continue;
    }
    const label = `building ${name} ${version} (${outcomes.length + 1} of ${tools.length}; cold about ${tool.coldSeconds} s):`;
    const { result, seconds } = await withProgress(label, context.stderr, context.env, () =>
      compileTool(tool, context.env),
    );
    if (result.kind === "built") outcomes.push({ name, version, state: "built", path: result.path, seconds });
    else outcomes.push({ name, version, state: "failed", seconds, reason: result.reason });
  }
  return outcomes;
}

function line(outcome: Outcome, kind: "list" | "build", context: CommandContext): string {
  const state = styled(COLOURS[outcome.state], outcome.state.padEnd(7), context.stdout, context.env);
  const head = `${state}  ${`${outcome.name} ${outcome.version}`.padEnd(31)}`;
  if (kind === "list") {
    const tool = TOOLS.find((candidate) => candidate.name === outcome.name);
    return `${head}  ${`${tool?.coldSeconds ?? 0} s`.padStart(6)}  ${tool?.why ?? ""}\n`;
  }
  if (outcome.state === "failed") {
    return `${head}  after ${outcome.seconds ?? 0} s:\n${(outcome.reason ?? "").replaceAll(/^/gm, "    ")}\n`;
  }
  const took = outcome.seconds === undefined ? "" : ` (${outcome.seconds} s)`;
  return `${head}  ${outcome.path ?? `npm run tools -- ${outcome.name}`}${took}\n`;
}
