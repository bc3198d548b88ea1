/** Mixins' rules as Prometheus rule files (https://prometheus.io/docs/prometheus/latest/configuration/recording_rules/). */
import { stringify } from "yaml";
import { type BroughtFile, type BroughtGroup, type BroughtRule, labelsOf } from "../../mixins/brought-rules.ts";
import { alertGroups, recordingGroups } from "../../mixins/groups.ts";
import type { AlertingRule, Mixin, RecordingRule, RuleGroup, Scraped } from "../../mixins/mixin.ts";
import { type AlertContext, alertTexts, runbookUrl } from "./alert-texts.ts";

/** A rule as far as it matters for who evaluates it. */
export interface Evaluated {
  readonly alert?: string;
  readonly record?: string;
  readonly expr: string;
}

/** Which of a mixin's rules a file has, and how their evaluator treats them. */
export interface RuleSelection {
  readonly has: (rule: Evaluated) => boolean;
  /** Whether Thanos' ruler goes on where a store does not answer (https://thanos.io/tip/components/rule.md/#partial-response). */
  readonly partialResponse?: "warn" | "abort";
}

const EVERY_RULE: RuleSelection = { has: () => true };

/**
 * The rule file of a mixin, as YAML. A group of which no rule is selected is left out.
 *
 * @param scraped what the stack scrapes: some alerts are made for the jobs that there are.
 */
export function renderRules(mixin: Mixin, context: AlertContext, scraped: Scraped, selection = EVERY_RULE): string {
  const { has, partialResponse } = selection;
  const group = <Rule extends RecordingRule | AlertingRule>(
    { name, interval, rules }: RuleGroup<Rule>,
    rendered: (rule: Rule) => object,
  ) => {
    const selected = rules.filter(has);
    if (selected.length === 0) return [];
    return [
      {
        name,
        ...(interval === undefined ? {} : { interval }),
        ...(partialResponse === undefined ? {} : { partial_response_strategy: partialResponse }),
        rules: selected.map(rendered),
      },
    ];
  };
  const groups = [
    ...recordingGroups(mixin, scraped).flatMap((each) => group(each, recording)),
    ...alertGroups(mixin, scraped).flatMap((each) => group(each, (rule) => alerting(mixin.system, rule, context))),
  ];
  return written(groups);
}

/** A file that people brought along, with what a stack adds: who owns an alert that names no team, and its page where there is one. */
export function renderBrought(
  { groups, runbooks }: BroughtFile,
  context: AlertContext,
  selection = EVERY_RULE,
): string {
  const { has, partialResponse } = selection;
  const strategy = partialResponse === undefined ? {} : { partial_response_strategy: partialResponse };
  const selected = groups.map((group) => ({ ...group, ...strategy, rules: group.rules.filter(has) }));
  return written(
    selected
      .filter(({ rules }) => rules.length > 0)
      .map((group) => ({ ...group, rules: group.rules.map((rule) => addressed(group, rule, runbooks, context)) })),
  );
}

function addressed(
  group: BroughtGroup,
  rule: BroughtRule,
  runbooks: ReadonlySet<string>,
  context: AlertContext,
): BroughtRule {
  const { alert, annotations } = rule;
  if (alert === undefined) return rule;
  const labels = labelsOf(group, rule);
  const page = runbooks.has(alert) ? { runbook_url: runbookUrl(alert, context) } : {};
  return { ...rule, labels: { team: context.owner, ...labels }, annotations: { ...page, ...annotations } };
}

function written(groups: readonly object[]): string {
  return stringify({ groups }, { lineWidth: 0, aliasDuplicateObjects: false });
}

function recording({ record, expr, labels }: RecordingRule): object {
  return { record, expr: expr.trim(), ...(labels === undefined ? {} : { labels }) };
}

function alerting(system: string, rule: AlertingRule, context: AlertContext): object {
  return {
    alert: rule.alert,
    expr: rule.expr.trim(),
    ...(rule.for === undefined ? {} : { for: rule.for }),
    ...(rule.keepFiringFor === undefined ? {} : { keep_firing_for: rule.keepFiringFor }),
    ...alertTexts(system, rule, context),
  };
}
