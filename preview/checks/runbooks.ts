import { parse } from "yaml";
import { z } from "zod";
import type { Check, Finding } from "./check.ts";

const ruleFile = z.object({
  groups: z.array(
    z.looseObject({
      name: z.string(),
      rules: z.array(z.looseObject({ alert: z.string().optional(), record: z.string().optional() })),
    }),
  ),
});

/** Every alert that is deployed has a page in `runbooks/`. */
export const runbooks: Check = {
  title: "Alerts have runbooks",
  unit: "alerts",
  run({ served, runbooks: pages }) {
    const findings: Finding[] = [];
    let count = 0;
    for (const [file, text] of served) {
      if (!file.startsWith("prometheus/rules/")) continue;
      for (const { name, rules } of ruleFile.parse(parse(text)).groups) {
        for (const { alert } of rules) {
          if (alert === undefined) continue;
          count += 1;
          if (!pages.has(alert)) {
            findings.push({ where: `${file}, group ${name}, alert ${alert}`, message: `write runbooks/${alert}.md` });
          }
        }
      }
    }
    return { count, findings };
  },
};
