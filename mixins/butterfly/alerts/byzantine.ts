import type { AlertingRule } from "../../mixin.ts";
import { DASHBOARD, OF_NODE, TEAM } from "./names.ts";

const FAULTS = "butterfly_byzantine_faults_detected_total";
const KEY = "cluster, node_id, fault_type";

/** Counts that began to exist within a minute on a target that answered a minute ago: at what they show. */
const NEW_COUNTS = `max by (${KEY}) (
    ${FAULTS} unless ${FAULTS} offset 1m
    and on (cluster, job, instance)
    up offset 1m == 1
  )`;

/** The highest count that any node of the cluster last showed in the hour before: a new leader shows old faults. */
const KNOWN_COUNTS = `max by (${KEY}) (last_over_time(${FAULTS}[1h] offset 1m))`;

/** The alert on wrong results. */
export const byzantineAlerts: readonly AlertingRule[] = [
  {
    // No `for`: one fault is enough, and its increase is gone after 10 minutes. Several coordinators may count one fault, so
    // the highest counts, not the sum. A counter with labels often begins to exist with its first fault, at 1, where
    // `increase` sees nothing: so a new series counts too, as far as it is above what was known.
    alert: "ButterflyByzantineFaultDetected",
    expr: `
max by (${KEY}) (increase(${FAULTS}[10m])) > 0
or on (${KEY})
(
  ${NEW_COUNTS}
    - on (${KEY})
    (
      ${KNOWN_COUNTS}
      or on (${KEY})
      0 * ${NEW_COUNTS}
    )
) > 0`,
    keepFiringFor: "15m",
    severity: "critical",
    detectWithin: "1m",
    team: TEAM,
    summary: "Butterfly node {{ $labels.node_id }} of cluster {{ $labels.cluster }} shows Byzantine behaviour.",
    description:
      'Faults of type {{ $labels.fault_type }} detected at {{ $labels.node_id }} in the last 10 minutes: {{ $value | printf "%.0f" }}, by the coordinator that counts most. Confirm who is at fault before a node is removed.',
    dashboard: DASHBOARD,
    dashboardVariables: OF_NODE,
  },
];
