import { LEADING } from "../../mixins/kueue/catalogue.ts";
import { chosen } from "../preset/variables.ts";

/** The series of the chosen ClusterQueues. */
export const ofQueues = `${chosen}, cluster_queue=~"$cluster_queue"`;

/** Of gauges: as the replica that leads has them. */
export const now = `${ofQueues}, ${LEADING}`;

/** What tells a ClusterQueue apart, and how a line of a graph is called. */
export const OF_QUEUE = "cluster, application, cluster_queue";
export const QUEUE = "{{cluster_queue}}";
