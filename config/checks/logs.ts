import { describeFound, settingError } from "../setting-problem.ts";
import type { Check } from "./check.ts";

/** How Loki's settings must fit each other. */
export const logsChecks: readonly Check[] = [
  {
    rule: "`logs.auditRetention` is at least `logs.retention`.",
    find({ logs }) {
      if (logs === undefined) return [];
      const { retention, auditRetention } = logs;
      if (auditRetention.seconds >= retention.seconds) return [];
      const message = `expected at least ${retention.text}, as long as retention: audit lines are kept longest`;
      return [settingError(["logs", "auditRetention"], message, { found: describeFound(auditRetention.text) })];
    },
  },
  {
    rule: "`logs.replicas` is 1 or at least 3; with `store: volume` it is 1.",
    find({ logs }) {
      if (logs === undefined || logs.replicas === 1) return [];
      const found = String(logs.replicas);
      if (logs.store === "volume") {
        const message = "expected 1 with store: volume: replicas have no volume in common; set store: objectStore";
        return [settingError(["logs", "replicas"], message, { found })];
      }
      if (logs.replicas >= 3) return [];
      const message = "cannot hold three copies, and two copies bear no loss; expected 1, or at least 3";
      return [settingError(["logs", "replicas"], message, { found })];
    },
  },
];
