import { parse } from "yaml";
import { z } from "zod";
import type { Check } from "./check.ts";
import { runbookProblems } from "./runbook-page.ts";

const ruleFile = z.object({
  groups: z.array(z.looseObject({ rules: z.array(z.looseObject({ alert: z.string().optional() })) })),
});

/** Every alert that is deployed has a page in `runbooks/` that says something. */
export const runbooks: Check = {
  title: "Alerts have runbooks",
  unit: "alerts",
  run({ served, runbooks: pages }) {
    const alerts = [...served]
      .filter(([file]) => file.startsWith("prometheus/rules/"))
      .flatMap(([, text]) => ruleFile.parse(parse(text)).groups.flatMap(({ rules }) => rules))
      .flatMap(({ alert }) => (alert === undefined ? [] : [alert]));
    return { count: alerts.length, problems: alerts.flatMap((alert) => runbookProblems(alert, pages.get(alert))) };
  },
};
