import type { AlertingRule } from "../mixin.ts";
import { managerAlerts } from "./alerts/manager.ts";
import { queueAlerts } from "./alerts/queues.ts";
import { workloadAlerts } from "./alerts/workloads.ts";

/** The alerting rules on Kueue: on its manager, on its queues, on what becomes of workloads. */
export const kueueAlerts: readonly AlertingRule[] = [...managerAlerts, ...queueAlerts, ...workloadAlerts];
