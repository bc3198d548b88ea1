/**
 * `npm run bench`: how long a plan with all its checks takes, start of Node included, and what each further object costs.
 *
 * Plans `prod` as it is, and again with more system node pools, a process each time, after a run that fills Node's compile cache.
 * Prints the best of several runs, since whatever else a machine does only adds to them; exit code 1 when one is over its bound.
 *
 * Bounds, on two cores with nothing else to do: 1.5 ms for each further object, 3 s for a plan of `prod`. The second grows with
 * what is watched rather than with the stack: of 2.8 s of processor time, loading the program and the SDKs takes 0.8, reading and
 * checking the queries of every system, observed or not, 0.8, YAML and files 0.4, Pulumi's registration of 250 resources 0.3, the
 * plan's own checks 0.3.
 */
import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parse, stringify } from "yaml";
import { z } from "zod";
import { allowClosedPipes } from "../tools/closed-pipe.ts";

const ROOT = join(import.meta.dirname, "..");
const RUNS = 5;
const MORE_POOLS = 40;
const MOST_SECONDS = 3;
const MOST_MILLISECONDS_AN_OBJECT = 1.5;

const stackFile = z.looseObject({
  config: z.looseObject({
    "aiobs:nodePools": z.record(z.string(), z.looseObject({ kind: z.string() })),
    "aiobs:prometheus": z.looseObject({}),
  }),
});
const summary = z.looseObject({ resources: z.number() });

interface Timing {
  readonly seconds: number;
  readonly resources: number;
}

allowClosedPipes();
const folder = mkdtempSync(join(tmpdir(), "aiobs-bench-"));
try {
  process.exitCode = bench();
} finally {
  rmSync(folder, { recursive: true, force: true });
}

function bench(): number {
  const content = stackFile.parse(parse(readFileSync(join(ROOT, "Pulumi.prod.yaml"), "utf8")));
  const pools = content.config["aiobs:nodePools"];
  const [pool] = Object.values(pools).filter(({ kind }) => kind === "system");
  const more = Object.fromEntries(Array.from({ length: MORE_POOLS }, (_, index) => [`more${index}`, pool]));
  // So many nodes would be over the budget of series.
  const prometheus = { ...content.config["aiobs:prometheus"], budget: 1_000_000_000, shards: 1 };
  const config = { ...content.config, "aiobs:nodePools": { ...pools, ...more }, "aiobs:prometheus": prometheus };
  const larger = { ...content, config };

  plan(write("prod", content));
  const usual = best(write("prod", content));
  const large = best(write("larger", larger));
  const perObject = ((large.seconds - usual.seconds) * 1000) / (large.resources - usual.resources);
  process.stdout.write(
    [
      `plan of prod         ${usual.seconds.toFixed(2)} s for ${usual.resources} resources (at most ${MOST_SECONDS} s)`,
      `with ${MORE_POOLS} more pools   ${large.seconds.toFixed(2)} s for ${large.resources} resources`,
      `each further object  ${perObject.toFixed(2)} ms (at most ${MOST_MILLISECONDS_AN_OBJECT} ms)`,
      "",
    ].join("\n"),
  );
  return usual.seconds > MOST_SECONDS || perObject > MOST_MILLISECONDS_AN_OBJECT ? 1 : 0;
}

function write(name: string, content: object): string {
  const file = join(folder, `Pulumi.${name}.yaml`);
  // Aliases would be read again at each place.
  writeFileSync(file, stringify(content, { aliasDuplicateObjects: false }));
  return file;
}

function best(file: string): Timing {
  const [fastest] = Array.from({ length: RUNS }, () => plan(file)).sort((a, b) => a.seconds - b.seconds);
  if (fastest === undefined) throw new Error("no run was timed");
  return fastest;
}

function plan(file: string): Timing {
  const start = performance.now();
  const program = ["--require", join(ROOT, "tools/node-guard.cjs"), join(ROOT, "preview/cli.ts")];
  const args = [...program, "prod", "--settings", file, "--out", join(folder, "out"), "--json"];
  const { status, stdout, stderr } = spawnSync(process.execPath, args, { encoding: "utf8" });
  const seconds = (performance.now() - start) / 1000;
  if (status !== 0) throw new Error(`the preview ended with ${status}: ${stderr || stdout.slice(0, 1000)}`);
  return { seconds, resources: summary.parse(JSON.parse(stdout)).resources };
}
