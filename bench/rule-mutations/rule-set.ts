/** The rules of one file, and which of them read which. */
import { parse } from "yaml";
import { type Selector, selectorsOf } from "../../queries/promql/ast.ts";
import { parsePromQL } from "../../queries/promql/parse.ts";
import type { MutableRule } from "./mutants.ts";

/** A rule file as Prometheus reads it. */
interface RuleFile {
  readonly groups: readonly { readonly name: string; readonly rules: readonly MutableRule[] }[];
}

/** A rule file, of which a part can be had. */
export class RuleSet {
  readonly rules: readonly MutableRule[];
  readonly #file: RuleFile;
  /** Of each rule those that it reads. */
  readonly #read: ReadonlyMap<MutableRule, readonly MutableRule[]>;

  constructor(text: string) {
    this.#file = parse(text);
    this.rules = this.#file.groups.flatMap(({ rules }) => rules);
    this.#read = new Map(
      this.rules.map((rule) => [
        rule,
        [rule.expr, ...queriesInAnnotations(rule)].flatMap((query) => this.named(query)),
      ]),
    );
  }

  /** The alerts that a text names, and, where it is a query, the recordings that it asks for. */
  named(text: string): readonly MutableRule[] {
    const parsed = parsePromQL(text);
    const selectors = "problems" in parsed ? [] : selectorsOf(parsed.expr);
    return this.rules.filter((rule) =>
      rule.alert === undefined ? selectors.some((each) => asksFor(each, rule)) : text.includes(rule.alert),
    );
  }

  /** Rules with all that they read, through others as well. */
  withWhatIsRead(rules: readonly MutableRule[]): ReadonlySet<MutableRule> {
    const read = new Set<MutableRule>();
    const pending = [...rules];
    for (let rule = pending.pop(); rule !== undefined; rule = pending.pop()) {
      if (read.has(rule)) continue;
      read.add(rule);
      pending.push(...(this.#read.get(rule) ?? []));
    }
    return read;
  }

  /** A file of some of the rules, in their order, one of them perhaps changed; JSON, which is YAML as well. */
  file(kept: ReadonlySet<MutableRule>, change?: { readonly of: MutableRule; readonly to: MutableRule }): string {
    const groups = this.#file.groups.map((group) => ({
      ...group,
      rules: group.rules
        .filter((rule) => kept.has(rule))
        .map((rule) => (rule === change?.of ? { ...rule, ...change.to } : rule)),
    }));
    return JSON.stringify({ groups: groups.filter(({ rules }) => rules.length > 0) });
  }
}

/** A query in a template: `printf "…" $labels.a $labels.b | query`. */
const QUERY = /printf (?<format>"(?:[^"\\]|\\.)*")(?<args>(?: \$labels\.\w+)+) \| query/g;

/** What the annotations of an alert ask for: the labels that it has itself as they are, the others as any. */
function queriesInAnnotations({ annotations = {}, labels = {} }: MutableRule): readonly string[] {
  return Object.values(annotations).flatMap((template) =>
    [...template.matchAll(QUERY)].map(({ groups }) => {
      const args = (groups?.args ?? "").trim().split(" ");
      const format: string = JSON.parse(groups?.format ?? '""');
      return format.replaceAll("=%q", () => {
        const value = labels[args.shift()?.replace("$labels.", "") ?? ""];
        return value === undefined ? '=~".*"' : `=${JSON.stringify(value)}`;
      });
    }),
  );
}

/** Whether a selector's matchers let through what a rule records, as far as the rule itself says which labels that has. */
function asksFor({ metric, matchers }: Selector, { record, labels = {} }: MutableRule): boolean {
  if (metric !== undefined && metric.text !== record) return false;
  return matchers.every(({ label, operator, value }) => operator !== "=" || (labels[label.text] ?? value) === value);
}

/** What an alert is called, or what a recording records. */
export function nameOf({ alert, record }: MutableRule): string {
  return alert ?? record ?? "";
}
