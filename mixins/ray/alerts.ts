import type { AlertingRule } from "../mixin.ts";
import { clusterAlerts } from "./alerts/cluster.ts";
import { serveAlerts } from "./alerts/serve.ts";

/** The alerting rules on Ray: on what a cluster serves, and on the cluster itself. */
export const rayAlerts: readonly AlertingRule[] = [...serveAlerts, ...clusterAlerts];
