import { settingError } from "../setting-problem.ts";
import type { Check } from "./check.ts";

/** What `dev` and `prod` must have so that one lost node loses neither data nor alerts. */
export const availabilityChecks: readonly Check[] = [
  {
    rule: "In `dev` and `prod`, `prometheus.replicas` and `alertmanager.replicas` are at least 2.",
    find({ environment, prometheus, alertmanager }) {
      if (environment === undefined || environment === "local") return [];
      const message = `must be at least 2 in ${environment}, so that one lost node silences no alert`;
      return Object.entries({ prometheus, alertmanager }).flatMap(([part, given]) =>
        given === undefined || given.replicas >= 2
          ? []
          : [settingError([part, "replicas"], message, { found: String(given.replicas) })],
      );
    },
  },
];
