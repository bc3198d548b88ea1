import type * as z from "zod";
import type { Problem } from "../problems/problem.ts";
import type { Check } from "./checks/check.ts";
import type { ParsedSettings } from "./schema.ts";

/** Settings as they hold the sections that they were parsed with: raw, by key. */
interface HasSections {
  readonly sections?: Readonly<Record<string, unknown>> | undefined;
}

/** A rule on a section. */
export interface SectionCheck<Value> {
  /** The rule in one sentence, for the settings reference. */
  readonly rule: string;
  /** What breaks the rule. `settings` are all of the stack, for a rule on what a section needs of them. */
  readonly find: (value: Value, settings: ParsedSettings) => readonly Problem[];
}

/**
 * A section of a stack's settings that an observed system brings along: the key `aiobs:<key>`. The rest of `config/` knows
 * no section by name.
 */
export interface Section<Value = unknown> {
  readonly key: string;
  readonly schema: z.ZodType<Value>;
  /** The rules, as settings are checked. */
  readonly checks: readonly Check[];
  /** The section of these settings; absent where a stack leaves it out. */
  readonly of: (settings: HasSections) => Value | undefined;
}

/** A section with its schema and rules. The schema's description says what it means to leave the section out. */
export function section<Value>(
  key: string,
  schema: z.ZodType<Value>,
  checks: readonly SectionCheck<Value>[] = [],
): Section<Value> {
  const of = ({ sections }: HasSections): Value | undefined => {
    const raw = sections?.[key];
    // `parseSettings` has accepted it: this gives it its own type.
    return raw === undefined ? undefined : schema.parse(raw, { jitless: true });
  };
  const asCheck = ({ rule, find }: SectionCheck<Value>): Check => ({
    rule,
    find: (settings) => {
      const value = of(settings);
      return value === undefined ? [] : find(value, settings);
    },
  });
  return { key, schema, checks: checks.map(asCheck), of };
}
