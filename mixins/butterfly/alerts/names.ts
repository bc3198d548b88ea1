/** What Butterfly's alerts share: where they lead, whose they are, and the nodes that they speak of. */

/** The dashboard to open first. */
export const DASHBOARD = "butterfly-overview";

/** The team that looks after Butterfly. */
export const TEAM = "butterfly";

/** The dashboard's variable for a node, from the label `node_id`. */
export const OF_NODE = { node: "node_id" } as const;

/** Every node that is known to discovery, by the name it has there; `up` exists even while the node does not answer. */
export const KNOWN_NODES = 'group by (cluster, node_id) (up{job=~"butterfly-.+"})';
