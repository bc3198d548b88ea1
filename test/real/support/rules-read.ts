import { parse, stringify } from "yaml";

interface Rule {
  readonly alert?: string;
  readonly record?: string;
}

/** A rule file of Prometheus. */
interface RuleFile {
  readonly groups: readonly { readonly name: string; readonly rules: readonly Rule[] }[];
}

/**
 * Of a rule file what a test reads: the alerts and recordings that its text names, and the recordings that those read. A test on one
 * alert then evaluates a handful of rules in place of hundreds, with the same result: rules know of each other by what they record.
 */
export function rulesRead(ruleFile: string, test: string): string {
  const { groups }: RuleFile = parse(ruleFile);
  const all = groups.flatMap(({ rules }) => rules);
  const texts = new Map(all.map((rule) => [rule, JSON.stringify(rule)]));
  const read = new Set<Rule>();
  const pending = [test];
  for (let text = pending.pop(); text !== undefined; text = pending.pop()) {
    for (const rule of all) {
      if (read.has(rule) || !text.includes(rule.alert ?? rule.record ?? "")) continue;
      read.add(rule);
      pending.push(texts.get(rule) ?? "");
    }
  }
  const kept = groups.map((group) => ({ ...group, rules: group.rules.filter((rule) => read.has(rule)) }));
  return stringify(
    { groups: kept.filter(({ rules }) => rules.length > 0) },
    { lineWidth: 0, aliasDuplicateObjects: false },
  );
}

/**
 * A test as text, with its rule files' groups in the order in which the files have them. promtool evaluates them in another order at
 * each run otherwise, and what an alert reads is then sometimes an evaluation old.
 */
export function inGroupOrder(test: string, ruleFiles: readonly string[]): string {
  if (/^group_eval_order:/m.test(test)) return test;
  const names = ruleFiles.flatMap((text): string[] => {
    const { groups }: RuleFile = parse(text);
    return groups.map(({ name }) => name);
  });
  return names.length === 0 ? test : `group_eval_order: ${JSON.stringify(names)}\n${test}`;
}
