/** The simulated Butterfly cluster: eleven nodes, large enough for a majority to lose one, small enough to be read. */

/** A node and what it is for. */
export interface ButterflyNode {
  readonly name: string;
  readonly role: "coordinator" | "compute" | "observer";
  /** The scrape job that finds it. */
  readonly job: "butterfly-coordinators" | "butterfly-compute-nodes" | "butterfly-observers";
  /** Its place among those of its role, from 0. */
  readonly index: number;
}

function nodes(count: number, name: string, role: ButterflyNode["role"], job: ButterflyNode["job"]) {
  return Array.from(
    { length: count },
    (_, index): ButterflyNode => ({ name: `${name}-${index + 1}`, role, job, index }),
  );
}

/** The nodes that vote. */
export const coordinators = nodes(3, "coordinator", "coordinator", "butterfly-coordinators");

/** The nodes that work, in the order of their layers. */
export const computeNodes = nodes(6, "compute-node", "compute", "butterfly-compute-nodes");

/** Every node. */
export const butterflyNodes: readonly ButterflyNode[] = [
  ...coordinators,
  ...computeNodes,
  ...nodes(2, "observer", "observer", "butterfly-observers"),
];

/** Most nodes of n = 3f+1 that may lie, and 2f+1 that must agree (the catalogue's `butterfly_quorum_size`). */
export const QUORUM = 2 * Math.floor((butterflyNodes.length - 1) / 3) + 1;

/** Layers that one compute node runs, of each model. */
export const LAYERS_OF_NODE = 2;

/** GPUs of a compute node. */
export const GPUS_OF_NODE = 2;

/** The models served, with their shares of the requests. */
export const models = { "llama-70b": 0.7, "qwen-14b": 0.3 } as const;

/** The layers that a compute node runs. */
export function layersOf({ index }: ButterflyNode): readonly string[] {
  return Array.from({ length: LAYERS_OF_NODE }, (_, layer) => String(index * LAYERS_OF_NODE + layer));
}
