/** The alerting rules on LiteLLM's proxy: what people get, what it asks, and what it needs. */
import type { AlertingRule } from "../mixin.ts";
import { budgetAlerts } from "./alerts/budgets.ts";
import { dependencyAlerts } from "./alerts/dependencies.ts";
import { deploymentAlerts } from "./alerts/deployments.ts";
import { requestAlerts } from "./alerts/requests.ts";

/** Every alerting rule on LiteLLM. */
export const litellmAlerts: readonly AlertingRule[] = [
  ...requestAlerts,
  ...deploymentAlerts,
  ...budgetAlerts,
  ...dependencyAlerts,
];
