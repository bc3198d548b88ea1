import type { AlertingRule } from "../../mixin.ts";
import { OF_NODE, TEAM } from "./names.ts";
import { rareEvents } from "./rare-events.ts";

/** The alert on wrong results. */
export const byzantineAlerts: readonly AlertingRule[] = [
  {
    // No `for`: one fault is enough, and its increase is gone after 10 minutes.
    alert: "ButterflyByzantineFaultDetected",
    expr: `\n${rareEvents({ metric: "butterfly_byzantine_faults_detected_total", by: "cluster, node_id, fault_type" })}`,
    keepFiringFor: "15m",
    severity: "critical",
    detectWithin: "1m",
    team: TEAM,
    summary: "Butterfly node {{ $labels.node_id }} of cluster {{ $labels.cluster }} shows Byzantine behaviour.",
    description:
      'Faults of type {{ $labels.fault_type }} detected at {{ $labels.node_id }} in the last 10 minutes: {{ $value | printf "%.0f" }}, by the coordinator that counts most. Confirm who is at fault before a node is removed.',
    dashboard: "butterfly-byzantine",
    dashboardVariables: OF_NODE,
  },
];
