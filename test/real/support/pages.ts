/** What people are told of faults in the alerting stack of `prod`, and how soon. */

import { eventually } from "../../../tools/servers/eventually.ts";
import type { AlertingStack } from "./alerting-stack.ts";
import { type Receivers, WebhookMessage } from "./receivers.ts";

/** Seconds in which the slowest of the hastened paths is through: `keep_firing_for` and a group's interval, on busy cores. */
export const PATIENCE = 60;

/** The alert of a node that lies. */
export const BYZANTINE = "ButterflyByzantineFaultDetected";

/** The link to a node on the dashboard of `prod`. */
export function dashboardOf(node: string): string {
  return `https://grafana.example.com/d/butterfly-byzantine?var-cluster=aiobs-prod&var-node=${node}`;
}

/** Waits until each Prometheus has seen a healthy cluster, then makes a Byzantine fault: the seconds until it is paged. */
export async function secondsToPage({ butterfly, prometheus, receivers }: AlertingStack): Promise<number> {
  for (const replica of prometheus) {
    await eventually("the first scrape of every coordinator", PATIENCE, async () => {
      const [coordinators] = await replica.values(
        "count(count by (instance) (butterfly_byzantine_faults_detected_total))",
      );
      return coordinators === 3 || undefined;
    });
  }
  const fault = performance.now();
  butterfly.condition.faultsFound["compute-node-2"] = 1;
  const page = await notification(receivers, "copy-for-oncall", BYZANTINE, "firing");
  return (page.at - fault) / 1000;
}

/** The first message about an alert that a service was sent, once it came. */
export function notification(receivers: Receivers, service: string, alertname: string, status: "firing" | "resolved") {
  return eventually(`the message "${alertname} ${status}" to ${service}`, PATIENCE, () =>
    receivers
      .sentTo(service, WebhookMessage)
      .find(({ message }) => message.status === status && message.groupLabels.alertname === alertname),
  );
}
