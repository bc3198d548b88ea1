import { leastReplicas } from "../../facts/least-replicas.ts";
import { formatPath, settingError } from "../setting-problem.ts";
import type { Check } from "./check.ts";

/** What a stack must have so that a lost node loses neither data nor alerts. */
export const availabilityChecks: readonly Check[] = [
  {
    rule: "`prometheus.replicas` and, but in an edge, `alertmanager.replicas` are at least what `standards.availability` asks for.",
    find({ standards, prometheus, alertmanager, centre }) {
      if (standards === undefined || standards.availability === "single") return [];
      const { availability } = standards;
      const isOwn = alertmanager?.existing === undefined && centre === undefined;
      const given = { prometheus, alertmanager: isOwn ? alertmanager : undefined };
      return (["prometheus", "alertmanager"] as const).flatMap((server) => {
        const found = given[server]?.replicas;
        const { why, [availability]: least } = leastReplicas[server];
        if (found === undefined || found >= least) return [];
        const message = `must be at least ${least} for ${formatPath(["standards", "availability"])} "${availability}": it ${why}`;
        return [settingError([server, "replicas"], message, { found: String(found) })];
      });
    },
  },
];
