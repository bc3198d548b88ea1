/** How many replicas a server needs so that a lost node costs neither data nor alerts. */
import type { Standards } from "./standards.ts";

/** Fewest replicas by the availability that is asked for, and why. */
export interface LeastReplicas extends Readonly<Record<Exclude<Standards["availability"], "single">, number>> {
  readonly why: string;
}

/** The servers that lose data or alerts when a node is lost, by their name (`app.kubernetes.io/name`). */
export const leastReplicas = {
  alertmanager: {
    pairs: 2,
    redundant: 3,
    why: "replicates silences and notifications: one may be lost while another restarts",
  },
  prometheus: { pairs: 2, redundant: 2, why: "scrapes everything with each replica: what one misses, the other has" },
} as const satisfies Readonly<Record<string, LeastReplicas>>;
