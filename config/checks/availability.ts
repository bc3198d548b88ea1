import { leastReplicas } from "../../facts/least-replicas.ts";
import { settingError } from "../setting-problem.ts";
import type { Check } from "./check.ts";

/** What `dev` and `prod` must have so that one lost node loses neither data nor alerts. */
export const availabilityChecks: readonly Check[] = [
  {
    rule: "In `dev`, `prometheus.replicas` and `alertmanager.replicas` are at least 2; in `prod`, 2 and 3.",
    find({ environment, prometheus, alertmanager }) {
      if (environment === undefined || environment === "local") return [];
      const given = { prometheus, alertmanager };
      return (["prometheus", "alertmanager"] as const).flatMap((server) => {
        const found = given[server]?.replicas;
        const { replicas, why } = leastReplicas[server];
        const least = environment === "prod" ? replicas : 2;
        if (found === undefined || found >= least) return [];
        const message = `must be at least ${least} in ${environment}: it ${why}`;
        return [settingError([server, "replicas"], message, { found: String(found) })];
      });
    },
  },
];
