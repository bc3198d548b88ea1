/**
 * Maestro's alerts in Prometheus, next to its data; the two that its specification has on dashboards are Grafana's own. Each keeps
 * `cluster`. A ratio is only judged on enough traffic to mean something, and `keep_firing_for` bridges a value that swings about
 * its threshold.
 */
import type { AlertingRule, RuleGroup } from "../mixin.ts";
import { apiAlerts } from "./alerts/api.ts";
import { operationAlerts } from "./alerts/operations.ts";

/** Maestro's alerting rules. */
export const maestroAlerts: readonly RuleGroup<AlertingRule>[] = [
  { name: "maestro.api", rules: apiAlerts },
  { name: "maestro.operations", rules: operationAlerts },
];
