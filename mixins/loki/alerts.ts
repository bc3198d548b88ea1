/**
 * Loki's alerts on itself. Held against its own mixin (https://github.com/grafana/loki/tree/main/production/loki-mixin), whose
 * others are left out for these reasons:
 *
 * - LokiRequestErrors: counts each route by itself, so that one failed request to a route that is seldom called fires it;
 *   LokiWritesFailing and LokiQueriesFailing count what people and agents do.
 * - LokiRequestLatency: queries over months are meant to take long, and agents wait; where they wait too long,
 *   CollectorQueueFilling fires.
 * - LokiTooManyCompactorsRunning: the file of exactly one replica says that it compacts.
 * - LokiCanaryLatency: there is none of Loki's; the stack's own canary has alerts of its own.
 *
 * None of them pages: agents keep on their nodes what Loki does not take.
 */
import type { AlertingRule, RuleGroup } from "../mixin.ts";
import { storeAlerts } from "./alerts/store.ts";
import { trafficAlerts } from "./alerts/traffic.ts";

/** The alerts of Loki on itself. */
export const lokiAlerts: readonly RuleGroup<AlertingRule>[] = [
  { name: "loki.traffic", rules: trafficAlerts },
  { name: "loki.store", rules: storeAlerts },
];
