import type { AlertingRule, RuleGroup } from "../mixin.ts";
import { diskAlerts } from "./alerts/disks.ts";
import { kernelAlerts } from "./alerts/kernel.ts";

/** The alerts on machines. */
export const nodeAlerts: readonly RuleGroup<AlertingRule>[] = [
  { name: "node.disks", rules: diskAlerts },
  { name: "node.kernel", rules: kernelAlerts },
];
