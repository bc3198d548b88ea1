/** What is the matter with the simulated GPUs. A GPU is named by its node and index, as in `gpu-node-1/0`. */
export interface GpuConditions {
  /** °C that a GPU is hotter than its load makes it. */
  readonly heat: Readonly<Record<string, number>>;
  /** GPUs whose memory is full. */
  readonly fullMemory: readonly string[];
  /** GPUs that fell off the bus. */
  readonly lost: readonly string[];
  /** XID errors that GPUs report, a code each. */
  readonly xid: Readonly<Record<string, string>>;
  /** NVLink transfers a minute that are sent again, by GPU. */
  readonly linkReplays: Readonly<Record<string, number>>;
  /** GPUs that replace bad rows of their memory at the next reset. */
  readonly remapPending: readonly string[];
  /** °C that the memory of a GPU is hotter than its load makes it. */
  readonly memoryHeat: Readonly<Record<string, number>>;
  /** GPUs that their power supply holds to half their clock. */
  readonly powerBraked: readonly string[];
  /** PCIe transfers a minute that are sent again, by GPU. */
  readonly pcieReplays: Readonly<Record<string, number>>;
  /** Nodes whose GPUs have not joined their NVLink fabric. */
  readonly withoutFabric: readonly string[];
  /** Nodes whose exporter does not answer. */
  readonly unwatched: readonly string[];
  /** Pods that hold their GPUs and do nothing. */
  readonly idlePods: readonly string[];
}

/** Nothing is the matter. */
export const healthyGpus: GpuConditions = {
  heat: {},
  fullMemory: [],
  lost: [],
  xid: {},
  linkReplays: {},
  remapPending: [],
  memoryHeat: {},
  powerBraked: [],
  pcieReplays: {},
  withoutFabric: [],
  unwatched: [],
  idlePods: [],
};
