/** How many replicas a server needs so that a lost node costs neither data nor alerts. */

/** Fewest replicas, and why. */
export interface LeastReplicas {
  readonly replicas: number;
  readonly why: string;
}

/** The servers that lose data or alerts when a node is lost, by their name (`app.kubernetes.io/name`). */
export const leastReplicas = {
  alertmanager: { replicas: 3, why: "replicates silences and notifications: one may be lost while another restarts" },
  prometheus: { replicas: 2, why: "scrapes everything with each replica: what one misses, the other has" },
} as const satisfies Readonly<Record<string, LeastReplicas>>;
