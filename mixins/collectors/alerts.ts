/**
 * The collectors' alerts on themselves, whatever they do. There is no mixin of theirs to hold them against. How far behind the
 * agent is in a container's file no metric says: it falls behind when its queue is full, or its memory short, and it then
 * refuses its own reader (CollectorIntakeRefused). One that is gone is a target that is down: AiobsTargetDown.
 *
 * None of them pages: what waits, waits on disk.
 */
import type { AlertingRule, RuleGroup } from "../mixin.ts";
import { deliveryAlerts } from "./alerts/delivery.ts";

/** The alerts of the collectors on themselves. */
export const collectorsAlerts: readonly RuleGroup<AlertingRule>[] = [
  { name: "collectors.delivery", rules: deliveryAlerts },
];
