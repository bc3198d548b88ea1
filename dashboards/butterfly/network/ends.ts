import { inCluster } from "../selectors.ts";

/** Links of which a chosen node is the far end. */
export const toNode = `${inCluster}, to_node=~"$node"`;

/** Links of which a chosen node is the near end. */
export const fromNode = `${inCluster}, from_node=~"$node"`;

/** Of a large cluster's links only a sample is kept: a total over them is as much more. */
export const KEPT_TRAFFIC = `butterfly:kept:ratio{${inCluster}, sample="traffic"}`;
