/** Checks the rules of all mixins against the catalogues, each other, and the field's conventions. */
import { errorAt, type Problem } from "../problems/problem.ts";
import { type Checked, checkPromQL, type SeriesIndex } from "../queries/promql/check.ts";
import { checkAlert, checkExpression } from "./check/alert.ts";
import { impliedProblems } from "./check/implied.ts";
import { checkInhibition } from "./check/inhibition.ts";
import { jobProblems } from "./check/jobs.ts";
import { placed } from "./check/place.ts";
import { checkSlo } from "./check/slo.ts";
import { allAlertGroups, inhibitions, recordingGroups } from "./groups.ts";
import { anyStack, everyStack, type Mixin, type RecordingRule } from "./mixin.ts";

/**
 * Everything that is wrong with the mixins' rules.
 *
 * @param jobs the scrape jobs of all stacks: a rule that names another one never fires.
 */
export function checkMixins(
  mixins: readonly Mixin[],
  index: SeriesIndex,
  jobs: ReadonlySet<string>,
): readonly Problem[] {
  const together = index.problems.map(({ record, message, hint }) => {
    const system = mixins.find((mixin) => recordingsOf(mixin).some((rule) => rule.record === record))?.system ?? "?";
    return errorAt({ file: `mixins/${system}/recordings.ts`, part: `recording ${record}` }, message, { hint });
  });
  return [
    ...mixins.flatMap((mixin) => checkMixin(mixin, mixins, index, jobs)),
    ...together,
    ...checkNames(mixins, jobs),
  ];
}

/** All recording rules of a mixin. */
function recordingsOf(mixin: Mixin): readonly RecordingRule[] {
  return recordingGroups(mixin, anyStack).flatMap(({ rules }) => rules);
}

/** What tells the series of a rule from those of others: rules of one name tell theirs apart by labels of their own. */
function recorded({ record, labels = {} }: RecordingRule): string {
  const own = Object.entries(labels).map(([name, value]) => `${name}="${value}"`);
  return own.length === 0 ? record : `${record}{${own.join(", ")}}`;
}

/** All alerts of a mixin, as a stack with every job has them. */
function alertsOf(mixin: Mixin, jobs: ReadonlySet<string>) {
  return allAlertGroups(mixin, everyStack(jobs));
}

function checkMixin(
  mixin: Mixin,
  all: readonly Mixin[],
  index: SeriesIndex,
  jobs: ReadonlySet<string>,
): readonly Problem[] {
  const folder = `mixins/${mixin.system}`;
  const recordings = recordingsOf(mixin).flatMap(({ record, expr }) => {
    const at = { file: `${folder}/recordings.ts`, part: `recording ${record}` };
    const name = /^[a-zA-Z_:][a-zA-Z0-9_:]*$/.test(record) ? [] : [errorAt(at, "is not the name of a series")];
    const { problems } = checkPromQL(expr.trim(), index, { use: "record" });
    return [...name, ...placed(at, "expr", [...problems, ...jobProblems(expr.trim(), jobs)])];
  });
  const labels = new Map<string, Checked["labels"]>();
  const alerts = alertsOf(mixin, jobs)
    .flatMap(({ rules }) => rules)
    .flatMap((rule) => {
      const checked = checkExpression(rule, index);
      labels.set(rule.alert, checked.labels);
      return checkAlert(`${folder}/alerts.ts`, rule, checked, index, jobs);
    });
  const groups = [...recordingGroups(mixin, anyStack), ...alertsOf(mixin, jobs)]
    .filter(({ name }) => !/^[a-z][a-z0-9_.-]*$/.test(name))
    .map(({ name }) => errorAt({ file: folder, part: `group ${name}` }, "the name must be one word in lower case"));
  const silences = inhibitions(mixin);
  // What one system's fault brings about in another is that one's alert.
  const strange = new Set(
    silences.flatMap(({ source, targets }) => [source, ...targets]).filter((alert) => !labels.has(alert)),
  );
  const others = strange.size === 0 ? [] : all.flatMap((other) => alertsOf(other, jobs)).flatMap(({ rules }) => rules);
  for (const rule of others.filter(({ alert }) => strange.has(alert))) {
    labels.set(rule.alert, checkExpression(rule, index).labels);
  }
  const rules = alertsOf(mixin, jobs).flatMap(({ rules: own }) => own);
  const implied = impliedProblems(`${folder}/alerts.ts`, rules, silences);
  const silenced = silences.flatMap((one) => checkInhibition(`${folder}/mixin.ts`, one, labels));
  const slos = (mixin.slos ?? []).flatMap((slo) => checkSlo(`${folder}/slos.ts`, mixin.system, slo));
  return [...slos, ...groups, ...recordings, ...alerts, ...implied, ...silenced];
}

/** Names that two rules have: Prometheus takes both and people see one. */
function checkNames(mixins: readonly Mixin[], jobs: ReadonlySet<string>): readonly Problem[] {
  const seen = new Map<string, string>();
  return mixins.flatMap((mixin) => {
    const { system } = mixin;
    const named = [
      ...alertsOf(mixin, jobs)
        .flatMap(({ rules }) => rules)
        .map(({ alert }) => ({ name: `alert ${alert}`, file: `mixins/${system}/alerts.ts` })),
      ...recordingsOf(mixin).map((rule) => ({
        name: `recording ${recorded(rule)}`,
        file: `mixins/${system}/recordings.ts`,
      })),
    ];
    return named.flatMap(({ name, file }) => {
      const first = seen.get(name);
      seen.set(name, first ?? file);
      return first === undefined ? [] : [errorAt({ file, part: name }, `${first} has one of that name already`)];
    });
  });
}
