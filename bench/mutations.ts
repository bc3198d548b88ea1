/**
 * `npm run mutations`: changes the program on purpose, one place at a time, and counts how many changes a unit test notices.
 *
 * The places are drawn by a seed from all of `components/`, `config/`, `systems/` and `preview/`; a change that the types refuse
 * does not count. Each is made in a copy of the working tree, in which all unit tests pass before; first the tests nearest to it
 * run, then, where none failed, all that import the changed file, however indirectly. What only a test could notice that reads
 * sources or starts programs counts as unnoticed. The result names the test that noticed.
 */

import { execFileSync, spawnSync } from "node:child_process";
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, relative } from "node:path";
import { parseArgs } from "node:util";
import { z } from "zod";
import { allowClosedPipes } from "../tools/closed-pipe.ts";
import { type Mutation, mutationsOf } from "./mutation-places.ts";
import { typesTake } from "./mutation-types.ts";

const ROOT = join(import.meta.dirname, "..");

allowClosedPipes();

/** What Vitest's JSON reporter writes, as far as it says which test failed. */
const report = z.object({
  testResults: z.array(
    z.object({
      name: z.string(),
      status: z.string(),
      assertionResults: z.array(
        z.object({ status: z.string(), fullName: z.string(), failureMessages: z.array(z.string()).default([]) }),
      ),
    }),
  ),
});

const HELP = `Usage: npm run mutations -- [options]

Changes the program in one place at a time and says which changes no unit test notices.

  --count N   how many changes (default 60)
  --seed N    which ones (default 1)
  --json      print the result as JSON
  --help      print this

Exit code: 0 at least 95 % are noticed, 1 fewer are, 2 the command line is wrong, or a test fails without any change. Takes
20 to 40 minutes on two cores.
`;

const { values } = parseArgs({
  options: {
    count: { type: "string", default: "60" },
    seed: { type: "string", default: "1" },
    json: { type: "boolean", default: false },
    help: { type: "boolean", short: "h", default: false },
  },
});
const count = Number(values.count);
const seed = Number(values.seed);

if (values.help) process.stdout.write(HELP);
else if (!Number.isInteger(count) || count < 1 || !Number.isInteger(seed)) {
  process.stderr.write(`--count and --seed are whole numbers\n\n${HELP}`);
  process.exitCode = 2;
} else process.exitCode = run();

function run(): number {
  const folder = copyOfTree();
  try {
    const failing = failingTest(folder, ["run"]);
    if (failing !== undefined) {
      process.stderr.write(`without any change, this test fails: ${failing.test}\n${failing.why}\n`);
      return 2;
    }
    const takes = typesTake(ROOT);
    const outcomes = [];
    for (const mutation of mutationsOf(ROOT, trackedFiles(), seed)) {
      if (outcomes.length === count) break;
      if (!takes(mutation)) continue;
      const { file, line, before, after } = mutation;
      const by = noticedBy(folder, mutation);
      outcomes.push({ file, line, change: `${before} → ${after}`, by: by ?? null });
      const verdict = by === undefined ? "SURVIVED" : "noticed ";
      process.stderr.write(`${outcomes.length}/${count} ${verdict} ${describe(mutation)}${by ? `  by ${by}` : ""}\n`);
    }
    const noticed = outcomes.filter(({ by }) => by !== null).length;
    const share = noticed / outcomes.length;
    process.stdout.write(
      values.json
        ? `${JSON.stringify({ seed, noticed, of: outcomes.length, outcomes }, null, 2)}\n`
        : `${noticed} of ${outcomes.length} changes are noticed (${(100 * share).toFixed(1)} %), seed ${seed}\n`,
    );
    return share >= 0.95 ? 0 : 1;
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function describe({ file, line, before, after }: Mutation): string {
  const short = (text: string) => (text.length > 60 ? `${text.slice(0, 59)}…` : text).replace(/\s+/g, " ");
  return `${file}:${line}  ${short(before)} → ${short(after)}`;
}

function trackedFiles(): readonly string[] {
  return execFileSync("git", ["ls-files"], { cwd: ROOT, encoding: "utf8" }).trim().split("\n");
}

function copyOfTree(): string {
  const folder = mkdtempSync(join(tmpdir(), "aiobs-mutations-"));
  for (const file of trackedFiles()) cpSync(join(ROOT, file), join(folder, file));
  symlinkSync(join(ROOT, "node_modules"), join(folder, "node_modules"));
  // Some tests ask Git which files there are.
  execFileSync("git", ["init", "--quiet"], { cwd: folder });
  writeFileSync(join(folder, ".git/info/exclude"), "node_modules\n");
  return folder;
}

/** The test that notices a change; undefined where none does. */
function noticedBy(copy: string, { file, text }: Mutation): string | undefined {
  const path = join(copy, file);
  const original = readFileSync(path, "utf8");
  writeFileSync(path, text);
  try {
    const own = `test/${file.replace(/\.ts$/, "")}.`;
    const folder = `test/${file.replace(/\/[^/]+$/, "/")}`;
    const nearestFirst = [
      ["run", own],
      ["run", "test/plans"],
      ["run", folder],
      ["related", "--run", file],
    ];
    for (const which of nearestFirst) {
      const failing = failingTest(copy, which);
      if (failing !== undefined) return failing.test;
    }
    return undefined;
  } finally {
    writeFileSync(path, original);
  }
}

/** A test that fails. */
interface Failure {
  /** Its file and its name. */
  readonly test: string;
  readonly why: string;
}

/**
 * The first unit test that fails, or the file that does not load.
 *
 * @param which Vitest's command and filters: which tests to run.
 */
function failingTest(folder: string, which: readonly string[]): Failure | undefined {
  const vitest = join("node_modules", "vitest", "vitest.mjs");
  const json = join(folder, "mutation-report.json");
  const options = ["--project", "unit", "--bail", "1", "--reporter", "json", "--outputFile", json, "--passWithNoTests"];
  const args = [vitest, ...which, ...options];
  const env = { ...process.env, CI: "true" };
  if (spawnSync(process.execPath, args, { cwd: folder, stdio: "ignore", env }).status === 0) return undefined;
  const { testResults } = report.parse(JSON.parse(readFileSync(json, "utf8")));
  const tests = testResults.flatMap(({ name, assertionResults }) =>
    assertionResults.map(({ status, fullName, failureMessages }) => ({
      status,
      test: `${relative(folder, name)}: ${fullName}`,
      why: failureMessages.join("\n"),
    })),
  );
  const files = testResults.map(({ status, name }) => ({
    status,
    test: relative(folder, name),
    why: "it does not load",
  }));
  return (
    [...tests, ...files].find(({ status }) => status === "failed") ?? {
      test: "a test that did not end",
      why: "no word of it",
    }
  );
}
