/** Capacity arithmetic: how many GPUs and how much of their memory a pool has now and may grow to. */
import { capacityBlockOf, desiredNodes, type GpuPool, type NodePool } from "../../config/node-pools.ts";
import { gpuInstance } from "../../facts/gpu-instances.ts";
import { poolModel, sharesPerGpu } from "./gpu-sharing.ts";

/** An amount at the pool's fewest, first and most nodes. */
export interface Range {
  readonly min: number;
  readonly desired: number;
  readonly max: number;
}

/** What one pool brings. */
export interface PoolCapacity {
  readonly pool: string;
  readonly kind: NodePool["kind"];
  readonly provisioner: NodePool["provisioner"];
  /** How the instances are bought. Spot nodes may be taken back within two minutes. */
  readonly bought: "on-demand" | "spot" | "capacity-block" | "reservation";
  readonly nodes: Range;
  /** Real GPUs. */
  readonly gpus: Range;
  /** Memory of those GPUs in bytes. */
  readonly gpuMemoryBytes: Range;
  /** GPUs that pods can ask for: more than real ones where GPUs are shared. */
  readonly advertisedGpus: Range;
  /** The GPU's product name; absent in a system pool. */
  readonly product?: string;
}

/** What a stack may scale to. */
export interface StackCapacity {
  readonly pools: readonly PoolCapacity[];
  readonly nodes: Range;
  readonly gpus: Range;
  readonly gpuMemoryBytes: Range;
  readonly advertisedGpus: Range;
  /** Of the most GPUs, those on spot nodes. */
  readonly spotGpus: number;
}

const NOTHING: Range = { min: 0, desired: 0, max: 0 };

/** A pool's GPUs on one node. Where its types differ, the largest counts: a cap must hold whatever Karpenter picks. */
function gpusPerNode({ instanceTypes }: Pick<GpuPool, "instanceTypes">): number {
  return Math.max(...instanceTypes.map((type) => gpuInstance(type).gpus));
}

/** GPUs that the largest node of the pool advertises. */
export function advertisedPerNode(pool: Pick<GpuPool, "instanceTypes" | "gpuSharing">): number {
  return gpusPerNode(pool) * sharesPerGpu(pool);
}

/** What one pool brings. */
export function poolCapacity(name: string, pool: NodePool): PoolCapacity {
  const nodes = { min: pool.min, desired: desiredNodes(pool), max: pool.max };
  const shared = {
    pool: name,
    kind: pool.kind,
    provisioner: pool.provisioner,
    bought: howBought(pool),
    nodes,
  };
  if (pool.kind === "system") return { ...shared, gpus: NOTHING, gpuMemoryBytes: NOTHING, advertisedGpus: NOTHING };
  const { product, memoryBytes } = poolModel(pool);
  const gpus = times(nodes, gpusPerNode(pool));
  return {
    ...shared,
    gpus,
    gpuMemoryBytes: times(gpus, memoryBytes),
    advertisedGpus: times(nodes, advertisedPerNode(pool)),
    product,
  };
}

function howBought(pool: NodePool): PoolCapacity["bought"] {
  if (typeof pool.capacity === "string") return pool.capacity;
  return capacityBlockOf(pool) === undefined ? "reservation" : "capacity-block";
}

/** What all pools of a stack bring together, in the order of the settings. */
export function stackCapacity(pools: Readonly<Record<string, NodePool>>): StackCapacity {
  const each = Object.entries(pools).map(([name, pool]) => poolCapacity(name, pool));
  const total = (amount: (pool: PoolCapacity) => Range) => each.map(amount).reduce(plus, NOTHING);
  return {
    pools: each,
    nodes: total(({ nodes }) => nodes),
    gpus: total(({ gpus }) => gpus),
    gpuMemoryBytes: total(({ gpuMemoryBytes }) => gpuMemoryBytes),
    advertisedGpus: total(({ advertisedGpus: gpus }) => gpus),
    spotGpus: total(({ bought, gpus }) => (bought === "spot" ? gpus : NOTHING)).max,
  };
}

function times({ min, desired, max }: Range, factor: number): Range {
  return { min: min * factor, desired: desired * factor, max: max * factor };
}

function plus(a: Range, b: Range): Range {
  return { min: a.min + b.min, desired: a.desired + b.desired, max: a.max + b.max };
}
