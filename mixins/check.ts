/** Checks the rules of all mixins against the catalogues, each other, and the field's conventions. */
import { errorAt, type FilePlace, type Problem } from "../problems/problem.ts";
import { type Checked, checkPromQL, inFile, type SeriesIndex } from "../queries/promql/check.ts";
import { checkTemplate } from "../queries/promql/template.ts";
import type { AlertingRule, Inhibition, Mixin } from "./mixin.ts";

/** A Prometheus duration: whole numbers with units, largest unit first. */
const DURATION = /^(\d+y)?(\d+w)?(\d+d)?(\d+h)?(\d+m)?(\d+s)?(\d+ms)?$/;

/** The longest name that fits a pager's screen (the limit that mixtool lints for). */
const LONGEST_ALERT = 40;

/** Everything that is wrong with the mixins' rules. */
export function checkMixins(mixins: readonly Mixin[], index: SeriesIndex): readonly Problem[] {
  const together = index.problems.map(({ record, message, hint }) => {
    const system = mixins.find((mixin) => records(mixin).includes(record))?.system ?? "?";
    return errorAt({ file: `mixins/${system}/recordings.ts`, part: `recording ${record}` }, message, { hint });
  });
  return [...mixins.flatMap((mixin) => checkMixin(mixin, index)), ...together, ...checkNames(mixins)];
}

function records({ recordings }: Mixin): readonly string[] {
  return recordings.flatMap(({ rules }) => rules.map(({ record }) => record));
}

function checkMixin(mixin: Mixin, index: SeriesIndex): readonly Problem[] {
  const folder = `mixins/${mixin.system}`;
  const recordings = mixin.recordings
    .flatMap(({ rules }) => rules)
    .flatMap(({ record, expr }) => {
      const at = { file: `${folder}/recordings.ts`, part: `recording ${record}` };
      const name = /^[a-zA-Z_:][a-zA-Z0-9_:]*$/.test(record) ? [] : [errorAt(at, "is not the name of a series")];
      return [...name, ...placed(at, "expr", checkPromQL(expr.trim(), index, { use: "record" }).problems)];
    });
  const labels = new Map<string, Checked["labels"]>();
  const alerts = mixin.alerts
    .flatMap(({ rules }) => rules)
    .flatMap((rule) => {
      const checked = checkPromQL(rule.expr.trim(), index, { use: "alert" });
      labels.set(rule.alert, checked.labels);
      return checkAlert(folder, rule, checked, index);
    });
  return [...recordings, ...alerts, ...mixin.inhibitions.flatMap((one) => checkInhibition(folder, one, labels))];
}

function checkAlert(folder: string, rule: AlertingRule, checked: Checked, index: SeriesIndex): readonly Problem[] {
  const at = { file: `${folder}/alerts.ts`, part: `alert ${rule.alert}` };
  const problems: Problem[] = [...placed(at, "expr", checked.problems)];
  if (!/^[A-Z][A-Za-z0-9]+$/.test(rule.alert) || rule.alert.length > LONGEST_ALERT) {
    problems.push(errorAt(at, `the name must be CamelCase and at most ${LONGEST_ALERT} characters long`));
  }
  for (const [field, duration] of Object.entries({ for: rule.for, keepFiringFor: rule.keepFiringFor })) {
    if (duration === undefined || (duration !== "" && DURATION.test(duration))) continue;
    problems.push(errorAt(at, `${field} is "${duration}", which is not a duration`, { hint: 'write it as "5m"' }));
  }
  if (!/^[A-Z].*\.$/s.test(rule.summary)) {
    problems.push(errorAt(at, "the summary must be a sentence: a capital first, a full stop last"));
  }
  for (const field of ["summary", "description"] as const) {
    problems.push(...placed(at, field, checkTemplate(rule[field], checked.labels, index)));
  }
  return problems;
}

function placed({ file, part }: FilePlace, field: string, problems: Checked["problems"]): readonly Problem[] {
  return problems.map((problem) => inFile({ file, part: `${part}, ${field}` }, problem));
}

function checkInhibition(
  folder: string,
  { source, targets, equal }: Inhibition,
  labels: ReadonlyMap<string, Checked["labels"]>,
): readonly Problem[] {
  const at = { file: `${folder}/mixin.ts`, part: `inhibition by ${source}` };
  const unknown = [source, ...targets].filter((alert) => !labels.has(alert));
  const lacking = [source, ...targets].flatMap((alert) => {
    const of = labels.get(alert);
    if (of === undefined || of === "unknown") return [];
    return equal.filter((label) => !of.has(label)).map((label) => `${alert} has no label "${label}"`);
  });
  return [
    ...unknown.map((alert) => errorAt(at, `${alert} is not an alert of this mixin`)),
    // Where both sides lack a label of `equal`, Alertmanager takes them for equal.
    ...lacking.map((message) => errorAt(at, message, { hint: "equal may hold labels that all of the alerts have" })),
  ];
}

/** Names that two rules have: Prometheus takes both and people see one. */
function checkNames(mixins: readonly Mixin[]): readonly Problem[] {
  const seen = new Map<string, string>();
  return mixins.flatMap(({ system, alerts, recordings }) => {
    const named = [
      ...alerts
        .flatMap(({ rules }) => rules)
        .map(({ alert }) => ({ name: `alert ${alert}`, file: `mixins/${system}/alerts.ts` })),
      ...recordings
        .flatMap(({ rules }) => rules)
        .map(({ record }) => ({ name: `recording ${record}`, file: `mixins/${system}/recordings.ts` })),
    ];
    return named.flatMap(({ name, file }) => {
      const first = seen.get(name);
      seen.set(name, first ?? file);
      return first === undefined ? [] : [errorAt({ file, part: name }, `${first} has one of that name already`)];
    });
  });
}
