import { inCluster } from "../selectors.ts";

/** Links of which a chosen node is the far end. */
export const toNode = `${inCluster}, to_node=~"$node"`;

/** Links of which a chosen node is the near end. */
export const fromNode = `${inCluster}, from_node=~"$node"`;
