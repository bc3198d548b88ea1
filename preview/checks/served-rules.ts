import { basename } from "node:path";
import { parse } from "yaml";
import { z } from "zod";
import { BROUGHT } from "../../components/metrics/rule-files.ts";
import { ALERT_RULES } from "../api-alert-rules.ts";
import type { RenderedFiles } from "../manifests.ts";

const ruleFile = z.object({
  groups: z.array(
    z.looseObject({
      rules: z.array(z.looseObject({ alert: z.string().optional(), record: z.string().optional(), expr: z.string() })),
    }),
  ),
});

const grafanaFile = z.object({
  groups: z.array(
    z.looseObject({
      rules: z.array(
        z.looseObject({
          title: z.string(),
          data: z.array(z.looseObject({ model: z.looseObject({ expr: z.string().optional() }) })),
        }),
      ),
    }),
  ),
});

/** A rule as Prometheus, Thanos' ruler or Grafana will read it. */
export interface ServedRule {
  readonly file: string;
  readonly alert?: string | undefined;
  readonly record?: string | undefined;
  readonly expr: string;
}

/** Where rules are: Prometheus' own, and those of Thanos' ruler. */
const RULE_FOLDERS = ["prometheus/rules/", "thanos/rules/"];

/** Whether people brought a file of rules along. */
export function isBrought(file: string): boolean {
  return basename(file).startsWith(BROUGHT);
}

const read = new WeakMap<RenderedFiles, readonly ServedRule[]>();

/**
 * The rules in the files that Prometheus, Thanos' ruler and Grafana read. Several checks look at them, and they are read once.
 *
 * @throws {z.ZodError} where a file is not one of rules.
 */
export function servedRules(served: RenderedFiles): readonly ServedRule[] {
  const rules = read.get(served) ?? [...served].flatMap(([file, text]) => rulesIn(file, text));
  read.set(served, rules);
  return rules;
}

function rulesIn(file: string, text: string): readonly ServedRule[] {
  if (RULE_FOLDERS.some((folder) => file.startsWith(folder))) {
    return ruleFile.parse(parse(text)).groups.flatMap(({ rules }) => rules.map((rule) => ({ ...rule, file })));
  }
  if (file !== ALERT_RULES) return [];
  return grafanaFile
    .parse(parse(text))
    .groups.flatMap(({ rules }) =>
      rules.flatMap(({ title, data }) =>
        data.flatMap(({ model: { expr } }) => (expr === undefined ? [] : [{ file, alert: title, expr }])),
      ),
    );
}
