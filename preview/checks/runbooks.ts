import { parse } from "yaml";
import { z } from "zod";
import { errorAt, type Problem } from "../../problems/problem.ts";
import type { Check } from "./check.ts";

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
    const problems: Problem[] = [];
    let count = 0;
    for (const [file, text] of served) {
      if (!file.startsWith("prometheus/rules/")) continue;
      for (const { name, rules } of ruleFile.parse(parse(text)).groups) {
        for (const { alert } of rules) {
          if (alert === undefined) continue;
          count += 1;
          if (!pages.has(alert)) {
            const part = `group ${name}, alert ${alert}`;
            problems.push(errorAt({ file, part }, "has no runbook", { hint: `write runbooks/${alert}.md` }));
          }
        }
      }
    }
    return { count, problems };
  },
};
