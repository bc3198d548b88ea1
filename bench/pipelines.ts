/**
 * `npm run bench:pipelines`: what samples, spans and log lines cost the real servers, with the arguments that `prod` renders,
 * beside what the specification's sizes need and what `prod` gives. Asserts nothing: the numbers are those of the machine.
 */
import { parseArgs } from "node:util";
import { allowClosedPipes } from "../tools/closed-pipe.ts";
import { findTool } from "../tools/find.ts";
import type { Measure, PipelineCase } from "./pipelines/case.ts";
import { logsCases } from "./pipelines/logs.ts";
import { metricsCases } from "./pipelines/metrics.ts";
import { tracesCases } from "./pipelines/traces.ts";

const CASES: readonly PipelineCase[] = [...metricsCases, ...logsCases, ...tracesCases];

const HELP = `Usage: npm run bench:pipelines -- [options] [CASE...]

Measures what one core of each server takes, and the memory that it needs. Default: all cases.

${CASES.map(({ name, title }) => `  ${name.padEnd(14)} ${title}`).join("\n")}

Options:
  --json      print the result as JSON
  --help      print this

Exit code: 0 measured, 2 a tool is missing or the command line is wrong. Takes about a minute a case, on two cores with nothing
else to do.
`;

allowClosedPipes();
process.exitCode = await main();

async function main(): Promise<number> {
  let given: ReturnType<typeof parsed>;
  try {
    given = parsed();
  } catch (error) {
    return refused(error instanceof Error ? error.message : String(error));
  }
  if (given.values.help) {
    process.stdout.write(HELP);
    return 0;
  }
  const unknown = given.positionals.filter((name) => !CASES.some((each) => each.name === name));
  if (unknown.length > 0) return refused(`there is no case ${unknown.join(", ")}`);
  const cases = CASES.filter(({ name }) => given.positionals.length === 0 || given.positionals.includes(name));
  const missing = cases.flatMap(({ tools }) => tools.map((name) => findTool(name)));
  const hints = missing.flatMap((tool) => (tool.kind === "missing" ? [tool.hint] : []));
  if (hints.length > 0) return refused([...new Set(hints)].join("\n"));

  const results: { name: string; title: string; measures: readonly Measure[] }[] = [];
  for (const { name, title, run } of cases) {
    await using bed = new AsyncDisposableStack();
    results.push({ name, title, measures: await run(pathOf, bed) });
  }
  process.stdout.write(given.values.json ? `${JSON.stringify(results, null, 2)}\n` : results.map(shown).join("\n"));
  return 0;
}

function parsed() {
  return parseArgs({
    allowPositionals: true,
    options: {
      json: { type: "boolean", default: false },
      help: { type: "boolean", short: "h", default: false },
    },
  });
}

function refused(why: string): number {
  process.stderr.write(`${why}\n\n${HELP}`);
  return 2;
}

function pathOf(name: Parameters<typeof findTool>[0]): string {
  const tool = findTool(name);
  if (tool.kind === "missing") throw new Error(tool.hint);
  return tool.path;
}

function shown({ title, measures }: { readonly title: string; readonly measures: readonly Measure[] }): string {
  const lines = measures.flatMap(({ what, value, unit, how, needed, given }) => [
    `  ${what}: ${number(value)} ${unit}${how === undefined ? "" : ` (${how})`}`,
    `      needed: ${needed}; prod gives ${given}`,
  ]);
  return `${[title, ...lines].join("\n")}\n`;
}

function number(value: number): string {
  return new Intl.NumberFormat("en", { maximumSignificantDigits: 3 }).format(value);
}
