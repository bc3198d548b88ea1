/** What one node pool looks like in the settings. Which looks make sense is for the rules to say. */
import * as z from "zod";
import { bytes } from "./types/bytes.ts";

/** Effects of a taint, in Kubernetes' spelling (https://kubernetes.io/docs/concepts/scheduling-eviction/taint-and-toleration/). */
const taintEffects = ["NoSchedule", "PreferNoSchedule", "NoExecute"] as const;

/** The taint that keeps pods which ask for no GPU off the GPU nodes; NVIDIA's own components tolerate it. */
const GPU_TAINT = { key: "nvidia.com/gpu", value: "present", effect: "NoSchedule" } as const;

/** Availability Zone (`us-east-1a`) or Local Zone (`us-east-1-atl-2a`), as this account names it. */
function zone() {
  return z.string().regex(/^[a-z]{2,3}(-[a-z]+)+-\d(-[a-z]+-\d)?[a-z]$/, {
    error: 'expected an availability zone such as "us-east-1a"',
  });
}

const taintSchema = z.strictObject({
  key: z.string().describe("The taint's key, e.g. `nvidia.com/gpu`."),
  value: z.string().prefault("").describe("The taint's value; empty by default."),
  effect: z
    .enum(taintEffects, {
      error: ({ input }) =>
        `expected an effect in Kubernetes' spelling (${taintEffects.join(", ")})${input === undefined ? ": a taint without one does nothing" : ""}`,
    })
    .describe("What happens to pods that do not tolerate the taint, in Kubernetes' spelling."),
});

const capacityBlockSchema = z.strictObject({
  capacityBlock: z
    .string()
    .regex(/^cr-[0-9a-f]{8,17}$/, { error: 'expected the id of a reservation such as "cr-0123456789abcdef0"' })
    .describe("The Capacity Block's reservation id, e.g. `cr-0123456789abcdef0`."),
  zone: zone().describe("The availability zone the Capacity Block was sold in: the only one its instances start in."),
});

/** What every kind of pool has. */
const common = {
  instanceTypes: z.array(z.string()).min(1).describe("EC2 instance types, in order of preference."),
  min: z.int().min(0).prefault(0).describe("Fewest nodes the autoscaler may leave."),
  desired: z.int().min(0).prefault(0).describe("Nodes at creation. Afterwards the number is the autoscaler's."),
  max: z.int().min(1).max(1000).describe("Most nodes the autoscaler may start."),
  zones: z
    .array(zone())
    .min(1)
    .exactOptional()
    .describe("Availability zones nodes may start in. Left out: a Capacity Block's, else every zone with a subnet."),
  labels: z.record(z.string(), z.string()).prefault({}).describe("Labels of the nodes, beside the program's own."),
  release: z
    .string()
    .describe(
      "Pinned release of the machine image, e.g. `1.36.2-20261105` (AL2023) or `1.52.0-0a1b2c3d` (Bottlerocket).",
    ),
  update: z
    .strictObject({
      maxUnavailable: z.int().min(1).max(100).exactOptional().describe("Nodes out of service at once, 1 to 100."),
      maxUnavailablePercentage: z
        .int()
        .min(1)
        .max(100)
        .exactOptional()
        .describe("Share of the nodes out of service at once, in percent."),
    })
    .prefault({ maxUnavailable: 1 })
    .describe("How many nodes an update takes out of service at once: one of the two."),
  provisioner: z
    .enum(["node-group", "karpenter"])
    .prefault("node-group")
    .describe("Who starts nodes: an EKS managed node group with the cluster autoscaler, or Karpenter (1.8 or later)."),
};

/** A pool of GPU nodes, before the rules. */
export const gpuPoolShape = z.strictObject({
  kind: z.literal("gpu"),
  ...common,
  capacity: z
    .union([capacityBlockSchema, z.enum(["on-demand", "spot"])], {
      error: 'expected "on-demand", "spot" or a Capacity Block { capacityBlock: "cr-…", zone: "us-east-1a" }',
    })
    .prefault("on-demand")
    .describe("How the instances are bought: on demand, spot, or from a Capacity Block for ML."),
  disk: bytes()
    .prefault("200Gi")
    .describe("Size of a node's volume. Images and scratch data go to local NVMe where the type has it."),
  taints: z
    .array(taintSchema)
    .prefault([GPU_TAINT])
    .describe("Taints of the nodes. By default only pods that ask for a GPU come here."),
  amiFamily: z
    .enum(["al2023-nvidia", "bottlerocket-nvidia"])
    .prefault("al2023-nvidia")
    .describe("Machine image, with NVIDIA's driver and container toolkit inside."),
  gpuSharing: z
    .strictObject({
      mig: z
        .string()
        .exactOptional()
        .describe("MIG profile that every GPU is split by, e.g. `1g.10gb`: isolated slices."),
      timeSlicing: z
        .int()
        .min(2)
        .max(48)
        .exactOptional()
        .describe("Pods that take turns on one GPU, 2 to 48. Their memory is not isolated."),
    })
    .exactOptional()
    .describe("How several pods share a GPU: one of the two. Left out: a pod has whole GPUs."),
  efa: z
    .enum(["off", "on"])
    .prefault("off")
    .describe("Elastic Fabric Adapter on every network card, for training over several nodes."),
  placementGroup: z
    .enum(["none", "cluster"])
    .exactOptional()
    .describe(
      "`cluster` packs the nodes in one zone. Left out: `cluster` with EFA, else `none`; a Capacity Block is packed by itself.",
    ),
});

/** A pool of nodes for the stack's own servers, before the rules. */
export const systemPoolShape = z.strictObject({
  kind: z.literal("system"),
  ...common,
  capacity: z.enum(["on-demand", "spot"]).prefault("on-demand").describe("How the instances are bought."),
  disk: bytes().prefault("50Gi").describe("Size of a node's volume."),
  taints: z.array(taintSchema).prefault([]).describe("Taints of the nodes."),
  amiFamily: z.enum(["al2023", "bottlerocket"]).prefault("al2023").describe("Machine image."),
});

/** A pool of GPU nodes. */
export type GpuPool = z.output<typeof gpuPoolShape>;

/** A pool of nodes for the stack's own servers. */
export type SystemPool = z.output<typeof systemPoolShape>;

/** A pool of nodes. */
export type NodePool = GpuPool | SystemPool;

/** A taint as the settings have it. */
export type Taint = z.output<typeof taintSchema>;

/** A reservation of GPU instances for a time, in one zone. */
export type CapacityBlock = z.output<typeof capacityBlockSchema>;

/** The pool's Capacity Block, when it has one. */
export function capacityBlockOf(pool: NodePool): CapacityBlock | undefined {
  return typeof pool.capacity === "string" ? undefined : pool.capacity;
}

/** The zones a pool's nodes may start in; nothing: every zone there is a subnet in. */
export function poolZones(pool: NodePool): readonly string[] | undefined {
  const block = capacityBlockOf(pool);
  return block === undefined ? pool.zones : [block.zone];
}

/** Whether the pool's nodes are packed in a cluster placement group. Capacity Blocks take none: they are packed already. */
export function placementOf(pool: GpuPool): "none" | "cluster" {
  if (capacityBlockOf(pool) !== undefined) return "none";
  return pool.placementGroup ?? (pool.efa === "on" ? "cluster" : "none");
}
