import type { AlertingRule } from "../mixin.ts";
import { clusterAlerts } from "./alerts/cluster.ts";
import { requestAlerts } from "./alerts/requests.ts";

/** The alerting rules on Qdrant: on what it answers, and on its peers. */
export const qdrantAlerts: readonly AlertingRule[] = [...requestAlerts, ...clusterAlerts];
