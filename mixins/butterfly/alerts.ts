/**
 * Butterfly's alerts: the specification's nine, behind the prefix `Butterfly`, with its thresholds and severities; those without
 * which a total failure would be silent; and those of the eight areas that its summary names. Each keeps `cluster`, so that one
 * Prometheus may watch several clusters and Alertmanager can group by it.
 *
 * Two habits run through them. A ratio is only judged on enough traffic to mean something. And `keep_firing_for` bridges a
 * value that swings about its threshold, so that one fault is one page.
 */
import type { AlertingRule, RuleGroup, Scraped } from "../mixin.ts";
import { byzantineAlerts } from "./alerts/byzantine.ts";
import { checkpointAlerts, divergenceAlerts } from "./alerts/checkpoints.ts";
import { commitAlerts, consensusAlerts } from "./alerts/consensus.ts";
import { coordinationAlerts } from "./alerts/coordination.ts";
import { networkAlerts } from "./alerts/network.ts";
import { memoryAlert, nodeAlerts } from "./alerts/nodes.ts";
import { partitionAlerts } from "./alerts/partition.ts";
import { quorumAlerts } from "./alerts/quorum.ts";
import { requestAlerts } from "./alerts/requests.ts";
import { resourceAlerts } from "./alerts/resources.ts";
import { toleranceAlerts, trustAlerts } from "./alerts/trust.ts";

/**
 * Butterfly's alerting rules. What pages after it has held for a while is judged every 5 s, for a page is due within a minute of the
 * fault; what pages at once has time enough for 15.
 */
export const butterflyAlerts: readonly RuleGroup<AlertingRule>[] = [
  {
    name: "butterfly.pages",
    interval: "5s",
    rules: [...quorumAlerts, ...partitionAlerts, ...commitAlerts],
  },
  { name: "butterfly.faults", interval: "15s", rules: [...byzantineAlerts, ...toleranceAlerts, ...divergenceAlerts] },
  { name: "butterfly.requests", rules: requestAlerts },
  { name: "butterfly.nodes", rules: nodeAlerts },
  { name: "butterfly.consensus", rules: consensusAlerts },
  { name: "butterfly.trust", rules: trustAlerts },
  { name: "butterfly.resources", rules: resourceAlerts },
  { name: "butterfly.network", rules: networkAlerts },
  { name: "butterfly.checkpoints", rules: checkpointAlerts },
  { name: "butterfly.coordination", rules: coordinationAlerts },
];

/** Butterfly's alerting rules that depend on the stack. */
export function butterflyAlertsOn(scraped: Scraped): readonly RuleGroup<AlertingRule>[] {
  return [{ name: "butterfly.memory", rules: [memoryAlert(scraped)] }];
}
