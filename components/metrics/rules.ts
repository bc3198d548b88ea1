/** Mixins' rules as Prometheus rule files (https://prometheus.io/docs/prometheus/latest/configuration/recording_rules/). */
import { stringify } from "yaml";
import { alertGroups, recordingGroups } from "../../mixins/groups.ts";
import type { AlertingRule, Mixin, RecordingRule, RuleGroup, Scraped } from "../../mixins/mixin.ts";
import { type AlertContext, alertTexts } from "./alert-texts.ts";

/** Which of a mixin's rules a file has, and how their evaluator treats them. */
export interface RuleSelection {
  readonly has: (rule: RecordingRule | AlertingRule) => boolean;
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
