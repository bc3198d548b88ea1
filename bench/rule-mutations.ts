/**
 * `npm run mutations:rules`: changes each rule on purpose, one place at a time, and counts how many changes its promtool tests
 * notice. An alert's tests are those of its own file under `test/rules/`; a recording's those of its system that read it.
 */
import { mkdtempSync, rmSync } from "node:fs";
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
import { RuleTrial } from "./rule-mutations/trial.ts";

/** Where the expected annotations in the test files lead. */
const LINKS = { owner: "platform", runbookBaseUrl: "https://runbooks.test", dashboardBaseUrl: "https://grafana.test" };

const HELP = `Usage: npm run mutations:rules -- [options] [rule…]

Changes each rule in one place at a time and says which changes no promtool test notices.

  --system NAME   the rules of one system (default: all)
  --recordings    recording rules, not alerts
  --help          print this

Exit code: 0 at least 95 % are noticed, 1 fewer are, 2 promtool is missing. Takes minutes for a system.
`;

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
    const rules = new Map(mixins.map((mixin) => [`${mixin.system}.yaml`, ruleFile(mixin)]));
    const trial = new RuleTrial({ promtool: promtool.path, folder, rules });
    const chosen = mixins.filter(({ system }) => values.system === undefined || system === values.system);
    const counts = chosen.map((mixin) => ({ system: mixin.system, ...survey(mixin, trial) }));
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
function survey(mixin: Mixin, trial: RuleTrial): { readonly noticed: number; readonly of: number } {
  let [noticed, of] = [0, 0];
  const file = `${mixin.system}.yaml`;
  for (const rule of trial.rulesIn(file)) {
    const name = rule.alert ?? rule.record ?? "";
    const wanted = values.recordings ? rule.record !== undefined : rule.alert !== undefined;
    if (!wanted || (positionals.length > 0 && !positionals.includes(name))) continue;
    const mutants = rulesMutated(rule);
    const start = performance.now();
    const left = trial.unnoticed(file, rule, mutants);
    process.stderr.write(
      `${name}: ${mutants.length - left.length} of ${mutants.length}, ${((performance.now() - start) / 1000).toFixed(1)} s\n`,
    );
    of += mutants.length;
    noticed += mutants.length - left.length;
    for (const { change } of left) process.stdout.write(`SURVIVED  ${name}: ${change.replaceAll(/\s+/g, " ")}\n`);
  }
  return { noticed, of };
}

/** A mixin's rules as the tests have them: what Grafana evaluates is tried as Prometheus would have it. */
function ruleFile(mixin: Mixin): string {
  return renderRules({ ...mixin, alerts: [...mixin.alerts, ...grafanaAlertGroups(mixin)] }, LINKS, scraped);
}
