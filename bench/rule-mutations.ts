/**
 * `npm run mutations:rules`: changes each rule on purpose, one place at a time, and counts how many changes its promtool tests
 * notice. An alert's tests are those of its own file under `test/rules/`; a recording's those of its system that read it.
 */
import { spawnSync } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { parse, stringify } from "yaml";
import { renderRules } from "../components/metrics/rules.ts";
import { grafanaAlertGroups } from "../mixins/groups.ts";
import type { Mixin } from "../mixins/mixin.ts";
import { mixins, scraped } from "../test/observed.ts";
import { rulesRead } from "../test/real/support/rules-read.ts";
import { allowClosedPipes } from "../tools/closed-pipe.ts";
import { findTool } from "../tools/find.ts";
import { type MutableRule, rulesMutated } from "./rule-mutants.ts";

const TESTS = join(import.meta.dirname, "../test/rules");
/** Where the expected annotations in the test files lead. */
const LINKS = { owner: "platform", runbookBaseUrl: "https://runbooks.test", dashboardBaseUrl: "https://grafana.test" };

const HELP = `Usage: npm run mutations:rules -- [options] [rule…]

Changes each rule in one place at a time and says which changes no promtool test notices.

  --system NAME   the rules of one system (default: all)
  --recordings    recording rules, not alerts
  --help          print this

Exit code: 0 at least 95 % are noticed, 1 fewer are, 2 promtool is missing. Takes minutes for a system.
`;

/** A rule file. */
interface RuleFile {
  readonly groups: readonly {
    readonly name: string;
    readonly interval?: string;
    readonly rules: readonly MutableRule[];
  }[];
}

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    system: { type: "string" },
    recordings: { type: "boolean", default: false },
    help: { type: "boolean", short: "h", default: false },
  },
});
allowClosedPipes();
process.exitCode = values.help ? help() : run();

function help(): number {
  process.stdout.write(HELP);
  return 0;
}

function run(): number {
  const promtool = findTool("promtool");
  if (promtool.kind === "missing") {
    process.stderr.write(`${promtool.hint}\n`);
    return 2;
  }
  const folder = mkdtempSync(join(tmpdir(), "aiobs-rule-mutations-"));
  try {
    const chosen = mixins.filter(({ system }) => values.system === undefined || system === values.system);
    const counts = chosen.map((mixin) => ({ system: mixin.system, ...survey(mixin, promtool.path, folder) }));
    for (const { system, noticed, of } of counts)
      process.stdout.write(`${share(noticed, of).padStart(20)}  ${system}\n`);
    const noticed = counts.reduce((sum, each) => sum + each.noticed, 0);
    const of = counts.reduce((sum, each) => sum + each.of, 0);
    process.stdout.write(`${share(noticed, of).padStart(20)}  in all\n`);
    return noticed >= 0.95 * of ? 0 : 1;
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function share(noticed: number, of: number): string {
  return `${noticed} of ${of} (${((100 * noticed) / Math.max(1, of)).toFixed(1)} %)`;
}

/** Changes every rule of a mixin, and counts what its tests notice. */
function survey(mixin: Mixin, promtool: string, folder: string): { readonly noticed: number; readonly of: number } {
  const whole = { ...mixin, alerts: [...mixin.alerts, ...grafanaAlertGroups(mixin)] };
  const file: RuleFile = parse(renderRules(whole, LINKS, scraped));
  const tests = readdirSync(join(TESTS, mixin.system)).map((name) =>
    readFileSync(join(TESTS, mixin.system, name), "utf8"),
  );
  let [noticed, of] = [0, 0];
  for (const rule of file.groups.flatMap(({ rules }) => rules)) {
    const name = rule.alert ?? rule.record ?? "";
    const wanted = values.recordings ? rule.record !== undefined : rule.alert !== undefined;
    if (!wanted || (positionals.length > 0 && !positionals.includes(name))) continue;
    const own = rule.alert === undefined ? tests : tests.filter((text) => text.includes(`alertname: ${name}`));
    for (const { change, rule: mutant } of rulesMutated(rule)) {
      const changed = stringify(withRule(file, rule, mutant), { lineWidth: 0, aliasDuplicateObjects: false });
      of += 1;
      if (own.some((text) => fails(promtool, folder, mixin.system, changed, text, name))) noticed += 1;
      else process.stdout.write(`SURVIVED  ${name}: ${change.replaceAll(/\s+/g, " ")}\n`);
    }
  }
  return { noticed, of };
}

function withRule(file: RuleFile, rule: MutableRule, mutant: MutableRule): RuleFile {
  const groups = file.groups.map((group) => ({
    ...group,
    rules: group.rules.map((each) => (each === rule ? mutant : each)),
  }));
  return { groups };
}

/** Whether a test file fails with these rules; one that does not read the rule cannot. */
function fails(promtool: string, folder: string, system: string, rules: string, test: string, name: string): boolean {
  const read = rulesRead(rules, test);
  if (!read.includes(name)) return false;
  writeFileSync(join(folder, `${system}.yaml`), read);
  writeFileSync(join(folder, "test.yaml"), test);
  return spawnSync(promtool, ["test", "rules", "test.yaml"], { cwd: folder, stdio: "ignore" }).status !== 0;
}
