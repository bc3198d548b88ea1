import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { commandLineError, formatProblem } from "../problems/format.ts";
import type { Problem } from "../problems/problem.ts";
import type { System } from "../systems/system.ts";
import type { OutputStream } from "../tools/colour.ts";
import { withProgress } from "../tools/progress.ts";
import type { Environment } from "../tools/recipe.ts";
import { notRecorded } from "./applications/all.ts";
import { HELP, parseCommandLine } from "./command-line.ts";
import { breaksOf } from "./compare/breaks.ts";
import { type Difference, differencesOf } from "./compare/differences.ts";
import { type Contract, contractFile, contractFileName } from "./contract.ts";
import { recordContract } from "./record/record.ts";
import type { Application } from "./record/recording.ts";
import { compareVersions, recordedContracts } from "./recorded-contracts.ts";

/** What the command reads and writes: the process's own, or a test's. */
export interface ContractContext {
  readonly env: Environment;
  /** Results. */
  readonly stdout: OutputStream;
  /** Progress and errors. */
  readonly stderr: OutputStream;
  /** The folder of the contracts. */
  readonly folder: string;
  readonly applications: readonly Application[];
  /** Whose rules and dashboards may break. */
  readonly systems: readonly System[];
}

/** `0`: done, and nothing breaks. `1`: something could not be recorded, or breaks. `2`: the arguments are wrong. */
export type ContractExitCode = 0 | 1 | 2;

/** What two versions come to. */
interface Comparison {
  readonly before: string;
  readonly after: string;
  readonly differences: readonly Difference[];
  readonly breaks: readonly Problem[];
}

/** One application's line in the result, and its object in `--json`. */
interface Outcome {
  readonly application: string;
  readonly version: string;
  /** What was written; absent where it could not be recorded. */
  readonly file?: string;
  readonly seconds?: number;
  /** Why it could not be recorded. */
  readonly reason?: string;
  readonly comparison?: Comparison;
}

/** Runs `npm run contract` with the arguments that follow it. */
export async function runContract(argv: readonly string[], context: ContractContext): Promise<ContractExitCode> {
  const { applications, folder, stdout, stderr } = context;
  const recorded = recordedContracts(folder);
  const command = parseCommandLine(argv, names(applications), recorded.map(titleOf));
  const json = (value: unknown) => stdout.write(`${JSON.stringify(value, null, 2)}\n`);
  switch (command.kind) {
    case "help":
      stdout.write(HELP);
      return 0;
    case "wrong":
      if (command.format === "json") stdout.write(commandLineError(command.message));
      else stderr.write(`${command.message}\nFor help: npm run contract -- --help\n`);
      return 2;
    case "list": {
      const all = listed(applications, recorded);
      if (command.format === "json") json({ applications: all, notRecorded });
      else stdout.write(listText(all));
      return 0;
    }
    case "compare": {
      const [before, after] = [command.before, command.after].map((title) =>
        recorded.find((each) => titleOf(each) === title),
      );
      if (before === undefined || after === undefined) return 2;
      const comparison = compared(before, after, context.systems);
      if (command.format === "json") json(comparison);
      else stdout.write(comparisonText(comparison));
      return comparison.breaks.length === 0 ? 0 : 1;
    }
    case "record": {
      const chosen = applications.filter(({ name }) => command.names.length === 0 || command.names.includes(name));
      const outcomes: Outcome[] = [];
      for (const application of chosen) {
        const outcome = await recordOne(application, recorded, context);
        outcomes.push(outcome);
        if (command.format === "text") stdout.write(outcomeText(outcome));
      }
      if (command.format === "json") json({ applications: outcomes });
      return outcomes.every(({ file, comparison }) => file !== undefined && (comparison?.breaks ?? []).length === 0)
        ? 0
        : 1;
    }
  }
}

function names(applications: readonly Application[]): readonly string[] {
  return applications.map(({ name }) => name);
}

function titleOf({ exporter, version }: Pick<Contract, "exporter" | "version">): string {
  return `${exporter}-${version}`;
}

async function recordOne(
  application: Application,
  recorded: readonly Contract[],
  { env, stderr, folder, systems }: ContractContext,
): Promise<Outcome> {
  const { name, version } = application;
  let doing = "";
  try {
    const { result: contract, seconds } = await withProgress(`${name} ${version}`, stderr, env, () =>
      recordContract(application, (text) => {
        doing = text;
        stderr.write(`${stderr.isTTY === true ? "\r\u001b[K" : ""}${name} ${version}: ${text}\n`);
      }),
    );
    const file = join(folder, contractFileName(contract));
    writeFileSync(file, contractFile(contract));
    const before = recorded
      .filter((each) => each.exporter === name && compareVersions(each.version, version) < 0)
      .toSorted((a, b) => compareVersions(a.version, b.version))
      .at(-1);
    return {
      application: name,
      version,
      file,
      seconds,
      ...(before !== undefined && { comparison: compared(before, contract, systems) }),
    };
  } catch (error) {
    const reason = `${doing === "" ? "" : `${doing}: `}${error instanceof Error ? error.message : String(error)}`;
    return { application: name, version, reason };
  }
}

function compared(before: Contract, after: Contract, systems: readonly System[]): Comparison {
  return {
    before: titleOf(before),
    after: titleOf(after),
    differences: differencesOf(before, after),
    breaks: breaksOf(systems, before, after),
  };
}

function outcomeText({ application, version, file, seconds, reason, comparison }: Outcome): string {
  if (file === undefined) return `${application} ${version} could not be recorded: ${reason}\n`;
  return `${file} in ${seconds} s\n${comparison === undefined ? "" : comparisonText(comparison)}`;
}

const SIGNS = { lost: "-", changed: "~", gained: "+" } as const satisfies Record<Difference["kind"], string>;

function comparisonText({ before, after, differences, breaks }: Comparison): string {
  const lines = [
    `${before} → ${after}: ${differences.length} differences`,
    ...differences.map(({ kind, what, how }) => `  ${SIGNS[kind]} ${what}${how === undefined ? "" : `: ${how}`}`),
    breaks.length === 0 ? "Nothing here asks for what is lost." : `What breaks (${breaks.length}):`,
    ...breaks.map((problem) => `  ${formatProblem(problem)}`),
  ];
  return `${lines.join("\n")}\n`;
}

/** An application, and in which versions it is recorded. */
interface Listed {
  readonly application: string;
  readonly version: string;
  readonly from: string;
  readonly recorded: readonly string[];
}

function listed(applications: readonly Application[], recorded: readonly Contract[]): readonly Listed[] {
  return applications.map(({ name, version, from }) => ({
    application: name,
    version,
    from,
    recorded: recorded.filter(({ exporter }) => exporter === name).map((each) => each.version),
  }));
}

function listText(all: readonly Listed[]): string {
  const width = Math.max(...all.map(({ application }) => application.length));
  const lines = all.map(({ application, version, from, recorded }) => {
    const which = recorded.length === 0 ? "not recorded" : `recorded: ${recorded.join(", ")}`;
    return `${application.padEnd(width)}  ${version}, from ${from}; ${which}`;
  });
  const others = Object.entries(notRecorded).map(
    ([name, why]) => `${name.padEnd(width)}  cannot be recorded here: ${why}`,
  );
  return `${[...lines, ...others].join("\n")}\n`;
}
