import { errorAt, type FilePlace, type Problem, warningAt } from "../../problems/problem.ts";
import { selectorsOf } from "../../queries/promql/ast.ts";
import { type Checked, checkPromQL, type SeriesIndex } from "../../queries/promql/check.ts";
import { checkTemplate } from "../../queries/promql/template.ts";
import { type BroughtFile, type BroughtGroup, type BroughtRule, labelsOf } from "../brought-rules.ts";
import { allAlertGroups, recordingGroups } from "../groups.ts";
import { everyStack, type Mixin, type RuleGroup, SEVERITIES } from "../mixin.ts";
import { hasCondition } from "./condition.ts";
import { placed } from "./place.ts";

/** Names that rules of this repository have. */
export interface TakenNames {
  readonly alerts: ReadonlySet<string>;
  readonly records: ReadonlySet<string>;
}

/** The names of the alerts and recording rules that mixins have themselves, in stacks with these scrape jobs. */
export function takenNames(mixins: readonly Mixin[], jobs: ReadonlySet<string>): TakenNames {
  const scraped = everyStack(jobs);
  const names = <Rule>(groups: readonly RuleGroup<Rule>[], nameOf: (rule: Rule) => string) =>
    groups.flatMap(({ rules }) => rules.map(nameOf));
  return {
    alerts: new Set(mixins.flatMap((mixin) => names(allAlertGroups(mixin, scraped), ({ alert }) => alert))),
    records: new Set(mixins.flatMap((mixin) => names(recordingGroups(mixin, scraped), ({ record }) => record))),
  };
}

/**
 * What is wrong with rules that people brought along: as errors what is certain to fail, as warnings what is unusual or unknown here.
 */
export function checkBrought(files: readonly BroughtFile[], index: SeriesIndex, taken: TakenNames): readonly Problem[] {
  return files.flatMap((file) =>
    file.groups.flatMap((group) => group.rules.flatMap((rule) => ruleProblems(file, group, rule, index, taken))),
  );
}

function ruleProblems(
  { file, runbooks }: BroughtFile,
  group: BroughtGroup,
  rule: BroughtRule,
  index: SeriesIndex,
  { alerts, records }: TakenNames,
): readonly Problem[] {
  const { alert, record, expr } = rule;
  const at: FilePlace = { file, part: alert === undefined ? `recording ${record}` : `alert ${alert}` };
  const checked = checkPromQL(expr.trim(), index, {
    use: alert === undefined ? "record" : "alert",
    content: "foreign",
  });
  const queries = placed(at, "expr", checked.problems);
  if (alert === undefined) return [...queries, ...takenProblems(at, records.has(record ?? ""))];
  return [
    ...queries,
    ...takenProblems(at, alerts.has(alert)),
    ...conditionProblems(at, checked),
    ...severityProblems(at, labelsOf(group, rule).severity),
    ...(runbooks.has(alert) || rule.annotations?.runbook_url !== undefined
      ? []
      : [
          warningAt(at, "has no runbook", {
            hint: `write custom/runbooks/${alert}.md, or add annotations.runbook_url`,
          }),
        ]),
    ...Object.entries({ ...rule.labels, ...rule.annotations }).flatMap(([name, text]) =>
      placed(at, name, checkTemplate(text, checked, index, { content: "foreign" })),
    ),
  ];
}

function takenProblems(at: FilePlace, taken: boolean): readonly Problem[] {
  if (!taken) return [];
  const hint = "rename it, or remove it and change the one there is by settings";
  return [errorAt(at, "this repository has a rule of that name", { hint })];
}

function conditionProblems(at: FilePlace, { expr }: Checked): readonly Problem[] {
  if (expr === undefined || selectorsOf(expr).length === 0 || hasCondition(expr)) return [];
  const message = "expr: it holds no condition for every series that it gives, so it fires as long as they exist";
  return [warningAt(at, message, { hint: "compare it with a threshold, e.g. `> 5`" })];
}

function severityProblems(at: FilePlace, severity: string | undefined): readonly Problem[] {
  // A template says what it is when it fires.
  if (severity !== undefined && (SEVERITIES.some((known) => known === severity) || severity.includes("{{"))) return [];
  const message = severity === undefined ? "has no label severity" : `has the severity "${severity}"`;
  return [
    warningAt(at, `${message}: routes that choose by severity pass it by`, {
      hint: `one of ${[...SEVERITIES].join(", ")}`,
    }),
  ];
}
