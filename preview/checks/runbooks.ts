import type { Check } from "./check.ts";
import { runbookProblems } from "./runbook-page.ts";
import { servedRules } from "./served-rules.ts";

/** Every alert that is deployed has a page in `runbooks/` that says something. */
export const runbooks: Check = {
  title: "Alerts have runbooks",
  unit: "alerts",
  run({ served, runbooks: pages }) {
    const alerts = servedRules(served).flatMap(({ alert }) => (alert === undefined ? [] : [alert]));
    return { count: alerts.length, problems: alerts.flatMap((alert) => runbookProblems(alert, pages.get(alert))) };
  },
};
