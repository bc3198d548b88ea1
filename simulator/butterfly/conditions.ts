/** What is the matter with a simulated Butterfly cluster: what scenarios change and its model obeys. */
export interface ButterflyConditions {
  /** Inference requests, as a multiple of what the cluster usually gets: it can answer two and a half times as many. */
  readonly load: number;
  /** `mesh`: each node is linked with each other one. `chain`: a compute node with its neighbours, the first with the coordinators. */
  readonly topology: "mesh" | "chain";
  /** Nodes that answer nobody. */
  readonly dead: readonly string[];
  /** Nodes that were taken out on purpose: discovery and peers know them no more. */
  readonly departed: readonly string[];
  /** Nodes that lost all their links, and still answer Prometheus. */
  readonly cutOff: readonly string[];
  /** Links that are down, each as its two nodes. */
  readonly cutLinks: readonly (readonly [string, string])[];
  /** Seconds from one needless election to the next; 0: there are none. */
  readonly electionEvery: number;
  /** Byzantine faults a minute, by the node that commits them. */
  readonly faultsPerMinute: Readonly<Record<string, number>>;
  /** How many times longer a layer takes, by its index. */
  readonly slowLayers: Readonly<Record<string, number>>;
  /** `hang`: requests are taken in and never answered. */
  readonly requests: "answered" | "hang";
  /** Nodes that fail most of what they are asked. */
  readonly failing: readonly string[];
  /** Nodes whose checkpoints fail. */
  readonly failingCheckpoints: readonly string[];
  /** Nodes that cannot write to their disks. */
  readonly fullDisks: readonly string[];
  /** Seconds by which the clocks of nodes are ahead. */
  readonly clockAhead: Readonly<Record<string, number>>;
  /** Share of packets lost on the way to nodes and from them. */
  readonly packetLoss: Readonly<Record<string, number>>;
  /** Share of its memory that a node uses. Usually 0.6. */
  readonly memoryUse: Readonly<Record<string, number>>;
}

/** Nothing is the matter. */
export const healthyButterfly: ButterflyConditions = {
  load: 1,
  topology: "mesh",
  dead: [],
  departed: [],
  cutOff: [],
  cutLinks: [],
  electionEvery: 0,
  faultsPerMinute: {},
  slowLayers: {},
  requests: "answered",
  failing: [],
  failingCheckpoints: [],
  fullDisks: [],
  clockAhead: {},
  packetLoss: {},
  memoryUse: {},
};
