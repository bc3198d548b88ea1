/** The numbers of a Butterfly cluster that its series are counted by. */
export interface ButterflySizes {
  readonly coordinators: number;
  readonly computeNodes: number;
  readonly observers: number;
  /** Other nodes that a compute node or an observer is linked with; a coordinator is linked with all. */
  readonly peers: number;
  /** Layers that a compute node may run, of each model. */
  readonly layers: number;
  /** Models that a compute node may run. */
  readonly models: number;
  readonly gpusPerNode: number;
  readonly coresPerNode: number;
}

/** Every node. */
export function allNodes({ coordinators, computeNodes, observers }: ButterflySizes): number {
  return coordinators + computeNodes + observers;
}

/** Links, each counted at both of its ends. */
export function allLinks(sizes: ButterflySizes): number {
  const nodes = allNodes(sizes);
  return sizes.coordinators * Math.max(0, nodes - 1) + (nodes - sizes.coordinators) * peersOf(sizes);
}

/** Links of a node that is no coordinator. */
export function peersOf(sizes: ButterflySizes): number {
  return Math.max(0, Math.min(sizes.peers, allNodes(sizes) - 1));
}

/** Pairs of nodes, each counted once. */
export function allPairs(sizes: ButterflySizes): number {
  return (allNodes(sizes) * Math.max(0, allNodes(sizes) - 1)) / 2;
}
