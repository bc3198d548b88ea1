/** The rules of one file, and which of them read which. */
import { parse } from "yaml";
import type { MutableRule } from "./mutants.ts";

/** A rule file as Prometheus reads it. */
interface RuleFile {
  readonly groups: readonly { readonly name: string; readonly rules: readonly MutableRule[] }[];
}

/** A rule file, of which a part can be had. */
export class RuleSet {
  readonly rules: readonly MutableRule[];
  readonly #file: RuleFile;
  /** Of each rule those that its text names, itself among them. */
  readonly #named: ReadonlyMap<MutableRule, readonly MutableRule[]>;

  constructor(text: string) {
    this.#file = parse(text);
    this.rules = this.#file.groups.flatMap(({ rules }) => rules);
    this.#named = new Map(this.rules.map((rule) => [rule, this.named(JSON.stringify(rule))]));
  }

  /** The rules that a text names. */
  named(text: string): readonly MutableRule[] {
    return this.rules.filter((rule) => text.includes(nameOf(rule)));
  }

  /** Rules with all that they read, through others as well. */
  withWhatIsRead(rules: readonly MutableRule[]): ReadonlySet<MutableRule> {
    const read = new Set<MutableRule>();
    const pending = [...rules];
    for (let rule = pending.pop(); rule !== undefined; rule = pending.pop()) {
      if (read.has(rule)) continue;
      read.add(rule);
      pending.push(...(this.#named.get(rule) ?? []));
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

/** What an alert is called, or what a recording records. */
export function nameOf({ alert, record }: MutableRule): string {
  return alert ?? record ?? "";
}
