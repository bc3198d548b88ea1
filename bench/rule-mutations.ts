/**
 * `npm run mutations:rules`: changes each rule on purpose, one place at a time, and counts how many changes its promtool tests
 * notice. See `--help`.
 */
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { renderRules } from "../components/metrics/rules.ts";
import { grafanaAlertGroups } from "../mixins/groups.ts";
import type { Mixin } from "../mixins/mixin.ts";
import { mixins, scraped } from "../test/observed.ts";
import { allowClosedPipes } from "../tools/closed-pipe.ts";
import { findTool } from "../tools/find.ts";
import { rulesMutated } from "./rule-mutations/mutants.ts";
import { isEnough, merged, page, readPage, type Surveyed, share } from "./rule-mutations/page.ts";
import { nameOf } from "./rule-mutations/rule-set.ts";
import { RuleTrial } from "./rule-mutations/trial.ts";

/** Where the expected annotations in the test files lead. */
const LINKS = { owner: "platform", runbookBaseUrl: "https://runbooks.test", dashboardBaseUrl: "https://grafana.test" };

const PAGE = join(import.meta.dirname, "../docs/rule-mutations.md");

const HELP = `Usage: npm run mutations:rules -- [options] [rule…]

Changes each rule in one place at a time and says which changes no promtool test notices.

  --system NAME   the rules of one system (default: all)
  --recordings    recording rules, not alerts
  --docs          write what was found into docs/rule-mutations.md, beside what it says of other systems
  --help          print this

Exit code: 0 of each system at least 95 % are noticed, 1 fewer are, 2 promtool is missing or the command line is wrong. Takes half a
minute for a system, a few for Butterfly.
`;

allowClosedPipes();
process.exitCode = run();

function run(): number {
  let given: ReturnType<typeof parsed>;
  try {
    given = parsed();
  } catch (error) {
    return refused(`${error instanceof Error ? error.message : String(error)}\n\n${HELP}`);
  }
  const { values, positionals } = given;
  if (values.help) {
    process.stdout.write(HELP);
    return 0;
  }
  if (values.docs && positionals.length > 0)
    return refused(`--docs: the page has all rules of a system, not some\n\n${HELP}`);
  const chosen = mixins.filter(({ system }) => values.system === undefined || system === values.system);
  if (chosen.length === 0) return refused(`--system: "${values.system}" is not observed\n\n${HELP}`);
  const promtool = findTool("promtool");
  if (promtool.kind === "missing") return refused(`${promtool.hint}\n`);
  const folder = mkdtempSync(join(tmpdir(), "aiobs-rule-mutations-"));
  try {
    const rules = new Map(mixins.map((mixin) => [`${mixin.system}.yaml`, ruleFile(mixin)]));
    const trial = new RuleTrial({ promtool: promtool.path, folder, rules });
    const kind = values.recordings ? "recordings" : "alerts";
    const all = chosen.map(({ system }) => survey(system, kind, new Set(positionals), trial));
    const surveyed = all.filter(({ mutants }) => mutants > 0);
    for (const each of surveyed) process.stdout.write(`${share([each]).padStart(24)}  ${each.system}\n`);
    process.stdout.write(`${share(surveyed).padStart(24)}  in all\n`);
    if (values.docs)
      writeFileSync(PAGE, page(merged(existsSync(PAGE) ? readPage(readFileSync(PAGE, "utf8")) : [], surveyed)));
    return surveyed.every(isEnough) ? 0 : 1;
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function parsed() {
  return parseArgs({
    allowPositionals: true,
    options: {
      system: { type: "string" },
      recordings: { type: "boolean", default: false },
      docs: { type: "boolean", default: false },
      help: { type: "boolean", short: "h", default: false },
    },
  });
}

function refused(why: string): number {
  process.stderr.write(why);
  return 2;
}

/**
 * Changes every rule of a system, and counts what its tests notice.
 *
 * @param names of which rules; all where it is empty.
 */
function survey(system: string, kind: Surveyed["kind"], names: ReadonlySet<string>, trial: RuleTrial): Surveyed {
  const file = `${system}.yaml`;
  const tried = trial.rulesIn(file).flatMap((rule) => {
    const name = nameOf(rule);
    if ((rule.alert === undefined) !== (kind === "recordings") || (names.size > 0 && !names.has(name))) return [];
    const mutants = rulesMutated(rule);
    if (mutants.length === 0) return [];
    const survivors = trial
      .unnoticed(file, rule, mutants)
      .map(({ change }) => ({ rule: name, change: change.replaceAll(/\s+/g, " ") }));
    process.stderr.write(`${name}: ${mutants.length - survivors.length} of ${mutants.length}\n`);
    for (const { change } of survivors) process.stdout.write(`SURVIVED  ${name}: ${change}\n`);
    return [{ mutants: mutants.length, survivors }];
  });
  return {
    system,
    kind,
    rules: tried.length,
    mutants: tried.reduce((sum, { mutants }) => sum + mutants, 0),
    survivors: tried.flatMap(({ survivors }) => survivors),
  };
}

/** A mixin's rules as the tests have them: what Grafana evaluates is tried as Prometheus would have it. */
function ruleFile(mixin: Mixin): string {
  return renderRules({ ...mixin, alerts: [...mixin.alerts, ...grafanaAlertGroups(mixin)] }, LINKS, scraped);
}
