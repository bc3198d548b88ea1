import type { Check } from "./check.ts";
import { runbookProblems } from "./runbook-page.ts";
import { isBrought, servedRules } from "./served-rules.ts";

/** Every alert of this repository that is deployed has a page in `runbooks/` that says something. */
export const runbooks: Check = {
  title: "Alerts have runbooks",
  unit: "alerts",
  run({ served, runbooks: pages }) {
    // Of those that people brought along, the program has told which have none.
    const own = servedRules(served).filter(({ file }) => !isBrought(file));
    const alerts = own.flatMap(({ alert }) => (alert === undefined ? [] : [alert]));
    return { count: alerts.length, problems: alerts.flatMap((alert) => runbookProblems(alert, pages.get(alert))) };
  },
};
