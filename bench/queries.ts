/**
 * `npm run bench:queries`: what dashboards, recorded series and groups of rules cost a real Prometheus with the series of a large
 * platform. See `--help`.
 */
import { writeFileSync } from "node:fs";
import { availableParallelism, cpus, loadavg, totalmem } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import type { Time } from "../pictures/ask/prometheus.ts";
import { scraped } from "../pictures/data/filled-storage.ts";
import { END, RANGE, STEP } from "../pictures/data/moment.ts";
import { systems } from "../systems/all.ts";
import { allowClosedPipes } from "../tools/closed-pipe.ts";
import { findTool } from "../tools/find.ts";
import { type Opened, openDashboard } from "./queries/open-dashboard.ts";
import { platform } from "./queries/platform.ts";
import { type Compared, type Measured, missed, page } from "./queries/report.ts";
import { evaluateGroups } from "./queries/rule-groups.ts";
import { cost } from "./queries/server.ts";
import { pairs } from "./queries/specified.ts";

/** The budget of the specification: a Prometheus of this program is sized for it. */
const SERIES = 1_000_000;

/** Each of a pair is asked so often; the quickest counts. */
const TRIES = 3;

const HELP = `Usage: npm run bench:queries -- [options]

Fills a real Prometheus with two hours of a large platform, opens every dashboard as Grafana does, asks the specification's queries
beside the recorded series, and evaluates every group of rules.

  --series N   at least so many active series (default: ${SERIES}; a machine of 16 GiB holds them)
  --docs       write docs/query-performance.md
  --json       print the result as JSON
  --help       print this

What was filled is kept in the user's cache folder (~/.cache/aiobs/bench), for as long as the simulators and the recording rules stay
as they are; it may be deleted at any time.

Exit code: 0 every bound is kept, 1 one is missed, 2 a tool is missing or the command line is wrong. Takes three minutes for a million
series on two cores, one where they are kept.
`;

allowClosedPipes();
process.exitCode = await main();

async function main(): Promise<number> {
  let given: ReturnType<typeof parsed>;
  try {
    given = parsed();
  } catch (error) {
    return refused(`${error instanceof Error ? error.message : String(error)}\n\n${HELP}`);
  }
  if (given.help) {
    process.stdout.write(HELP);
    return 0;
  }
  const series = Number(given.series);
  if (!(Number.isInteger(series) && series > 0)) {
    return refused(`--series: "${given.series}" is not a whole number over 0\n\n${HELP}`);
  }
  const [prometheus, promtool, multiplier] = (["prometheus", "promtool", "block-multiplier"] as const).map((name) =>
    findTool(name),
  );
  if (prometheus?.kind !== "found") return refused(`${prometheus?.hint}\n`);
  if (promtool?.kind !== "found") return refused(`${promtool?.hint}\n`);
  if (multiplier?.kind !== "found") return refused(`${multiplier?.hint}\n`);
  await using bed = new AsyncDisposableStack();
  const binaries = { prometheus: prometheus.path, promtool: promtool.path, multiplier: multiplier.path };
  const filled = await platform(binaries, { series, tell }, bed);
  const measured = await measure(filled);
  if (given.docs) writeFileSync(join(import.meta.dirname, "../docs/query-performance.md"), page(measured));
  const misses = missed(measured);
  process.stdout.write(given.json ? `${JSON.stringify({ ...measured, missed: misses }, null, 2)}\n` : page(measured));
  return misses.length === 0 ? 0 : 1;
}

function parsed() {
  return parseArgs({
    options: {
      series: { type: "string", default: String(SERIES) },
      docs: { type: "boolean", default: false },
      json: { type: "boolean", default: false },
      help: { type: "boolean", short: "h", default: false },
    },
  }).values;
}

function refused(why: string): number {
  process.stderr.write(why);
  return 2;
}

function tell(step: string): void {
  process.stderr.write(`${step}\n`);
}

async function measure({ url, series }: { readonly url: string; readonly series: number }): Promise<Measured> {
  const dashboards: Opened[] = [];
  for (const dashboard of systems.flatMap((system) => system.dashboards)) {
    tell(`opening ${dashboard.uid}`);
    dashboards.push(await openDashboard(dashboard, url));
  }
  tell("asking the specification's queries");
  const compared: Compared[] = [];
  const hour = { kind: "range", start: END - RANGE, end: END, step: STEP } as const;
  for (const pair of pairs) {
    const specified = await best(url, pair.specified, hour);
    const recorded = await best(url, pair.recorded, hour);
    const error = specified.error ?? recorded.error ?? (recorded.series === 0 ? "nothing is recorded" : undefined);
    compared.push({
      ...pair,
      specifiedSeconds: specified.seconds,
      recordedSeconds: recorded.seconds,
      ...(error === undefined ? {} : { error }),
    });
  }
  tell("evaluating the groups of rules");
  const mixins = systems.map(({ mixin }) => mixin);
  const groups = await evaluateGroups(mixins, scraped, url);
  return { series, machine: machine(), dashboards, pairs: compared, groups };
}

async function best(url: string, query: string, time: Time): ReturnType<typeof cost> {
  const tries = [];
  for (let n = 0; n < TRIES; n++) tries.push(await cost(url, query, time));
  return tries.reduce((a, b) => (b.seconds < a.seconds ? b : a));
}

function machine(): string {
  const gibibytes = Math.round(totalmem() / 2 ** 30);
  const [, , load = 0] = loadavg();
  return `${availableParallelism()} cores (${cpus()[0]?.model.trim()}) with ${gibibytes} GiB of memory, at a load of ${Math.round(load)}`;
}
