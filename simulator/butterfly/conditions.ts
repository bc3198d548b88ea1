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
  /** How many times longer packets take to nodes and from them. */
  readonly slowLinks: Readonly<Record<string, number>>;
  /** Connections a second to a node that its peers try in vain, all together. */
  readonly refusedConnections: Readonly<Record<string, number>>;
  /** Share of its memory that a node uses. Usually 0.6. */
  readonly memoryUse: Readonly<Record<string, number>>;
  /** Nodes all of whose processors are busy with something else. */
  readonly busy: readonly string[];
  /** `stalled`: the leader takes entries and cannot commit them. */
  readonly commits: "made" | "stalled";
  /** Committed entries that a coordinator has not got, and those that it got and has not applied. */
  readonly commitLag: Readonly<Record<string, number>>;
  readonly applyLag: Readonly<Record<string, number>>;
  /** Nodes that hold tasks and do none. */
  readonly stuck: readonly string[];
  /** Share of the tasks that another node gets again, because the first took too long. */
  readonly reassigned: number;
  /** How many times longer nodes wait for each other. */
  readonly slowBarriers: number;
  /** How many times longer checkpoints take. */
  readonly slowCheckpoints: number;
  /** Nodes whose checkpoint comes to no end. */
  readonly stalledCheckpoints: readonly string[];
  /** Nodes that try to recover, and fail. */
  readonly failingRecovery: readonly string[];
  /** Nodes whose state differs from all others'. */
  readonly diverged: readonly string[];
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
  slowLinks: {},
  refusedConnections: {},
  memoryUse: {},
  busy: [],
  commits: "made",
  commitLag: {},
  applyLag: {},
  stuck: [],
  reassigned: 0,
  slowBarriers: 1,
  slowCheckpoints: 1,
  stalledCheckpoints: [],
  failingRecovery: [],
  diverged: [],
};
