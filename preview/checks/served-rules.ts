import { parse } from "yaml";
import { z } from "zod";
import type { RenderedFiles } from "../manifests.ts";

const ruleFile = z.object({
  groups: z.array(
    z.looseObject({
      rules: z.array(z.looseObject({ alert: z.string().optional(), record: z.string().optional(), expr: z.string() })),
    }),
  ),
});

/** A rule as Prometheus will read it. */
export interface ServedRule {
  readonly file: string;
  readonly alert?: string | undefined;
  readonly record?: string | undefined;
  readonly expr: string;
}

/** Where rules are: Prometheus' own, and those of Thanos' ruler. */
const RULE_FOLDERS = ["prometheus/rules/", "thanos/rules/"];

const read = new WeakMap<RenderedFiles, readonly ServedRule[]>();

/**
 * The rules in the files that Prometheus and Thanos' ruler read. Several checks look at them, and they are read once.
 *
 * @throws {z.ZodError} where a file is not one of rules.
 */
export function servedRules(served: RenderedFiles): readonly ServedRule[] {
  const rules =
    read.get(served) ??
    [...served]
      .filter(([file]) => RULE_FOLDERS.some((folder) => file.startsWith(folder)))
      .flatMap(([file, text]) =>
        ruleFile.parse(parse(text)).groups.flatMap((group) => group.rules.map((rule) => ({ ...rule, file }))),
      );
  read.set(served, rules);
  return rules;
}
