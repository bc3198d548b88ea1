/** The settings of node pools: `nodePools`, a record of name to pool. Which pools make sense, `config/checks/` says. */
import * as z from "zod";
import { gpuSharing } from "./gpu-sharing.ts";
import { nodeRepair } from "./node-repair.ts";
import { bytes } from "./types/bytes.ts";
import { instant } from "./types/instant.ts";
import { labelKey, labelValue } from "./types/label.ts";
import { nodesName } from "./types/nodes-name.ts";
import { patternType } from "./types/text-type.ts";
import { zone } from "./types/zone.ts";

/** Effects of a taint, in Kubernetes' spelling (https://kubernetes.io/docs/concepts/scheduling-eviction/taint-and-toleration/). */
const taintEffects = ["NoSchedule", "PreferNoSchedule", "NoExecute"] as const;

/** The taint that keeps pods which ask for no GPU off the GPU nodes; NVIDIA's own components tolerate it. */
const GPU_TAINT = { key: "nvidia.com/gpu", value: "present", effect: "NoSchedule" } as const;

/** Most instance types of one node group (https://docs.aws.amazon.com/eks/latest/APIReference/API_CreateNodegroup.html). */
const MOST_TYPES = 20;
/**
 * Most taints of one pool: each becomes a tag of the Auto Scaling group, which holds 50, EKS' own five among them
 * (https://docs.aws.amazon.com/autoscaling/ec2/userguide/ec2-auto-scaling-tagging.html).
 */
const MOST_TAINTS = 10;

const taintSchema = z.strictObject({
  key: labelKey().describe("The taint's key, e.g. `nvidia.com/gpu`."),
  value: labelValue().prefault("").describe("The taint's value; empty by default."),
  effect: z
    .enum(taintEffects)
    .describe("What happens to pods that do not tolerate the taint, in Kubernetes' spelling."),
});

const capacityBlockSchema = z.strictObject({
  capacityBlock: patternType({
    name: "Capacity Block",
    expected: 'the id of a Capacity Block\'s reservation such as "cr-0123456789abcdef0"',
    examples: ["cr-0123456789abcdef0"],
    pattern: /^cr-[0-9a-f]{8,17}$/,
  }).describe("The Capacity Block's reservation id, e.g. `cr-0123456789abcdef0`."),
  zone: zone().describe("The availability zone the Capacity Block was sold in: the only one its instances start in."),
  ends: instant()
    .exactOptional()
    .describe(
      "When the Capacity Block ends (`EndDate` of `aws ec2 describe-capacity-reservations`), for the alert a day before. Left out: nobody is told.",
    ),
});

const reservationSchema = z.strictObject({
  reservation: patternType({
    name: "reservation",
    expected: 'the id of an On-Demand Capacity Reservation such as "cr-0123456789abcdef0"',
    examples: ["cr-0123456789abcdef0"],
    pattern: /^cr-[0-9a-f]{8,17}$/,
  }).describe("The On-Demand Capacity Reservation's id, e.g. `cr-0123456789abcdef0`: of one instance type."),
  zone: zone().describe("The availability zone of the reservation: the only one its instances start in."),
});

const reservationGroupSchema = z.strictObject({
  reservationGroup: patternType({
    name: "group of reservations",
    expected:
      'the ARN of a resource group of Capacity Reservations such as "arn:aws:resource-groups:eu-central-1:111122223333:group/gpus"',
    examples: ["arn:aws:resource-groups:eu-central-1:111122223333:group/gpus"],
    pattern: /^arn:aws[a-z-]*:resource-groups:[a-z0-9-]+:\d{12}:group\/[\w.+=@/-]+$/,
  }).describe(
    "The ARN of a resource group of On-Demand Capacity Reservations: nodes start in any of them that matches and has room, and on " +
      "demand when none has. `zones` names those of the reservations.",
  ),
});

const updateStrategy = z
  .enum(["auto", "default", "minimal"])
  .prefault("auto")
  .describe(
    "In which order an update replaces nodes, in EKS' words: `default` starts new ones first, `minimal` stops old ones " +
      "first, as it must where no more instances can be had. `auto`: `minimal` in a Capacity Block or a reservation.",
  );

/** How many nodes an update takes out of service at once: a number, or a share of them. */
const updateSchema = z.union([
  z.strictObject({
    maxUnavailable: z.int().min(1).max(100).prefault(1).describe("Nodes out of service at once, 1 to 100."),
    strategy: updateStrategy,
  }),
  z.strictObject({
    maxUnavailablePercentage: z
      .int()
      .min(1)
      .max(100)
      .describe("Share of the nodes out of service at once, in percent."),
    strategy: updateStrategy,
  }),
]);

const capacity = z.enum(["on-demand", "spot"]);

/** What every kind of pool has. Every setting but `desired` has a value after parsing. */
const common = {
  instanceTypes: z.array(z.string()).min(1).max(MOST_TYPES).describe("EC2 instance types, in order of preference."),
  min: z.int().min(0).prefault(0).describe("Fewest nodes the autoscaler may leave."),
  desired: z
    .int()
    .min(0)
    .exactOptional()
    .describe(
      "Nodes at creation. Left out: `min`. Afterwards the number is the autoscaler's, until a change replaces the pool: set it to what runs then.",
    ),
  max: z.int().min(1).max(1000).describe("Most nodes the autoscaler may start."),
  zones: z
    .array(zone())
    .prefault([])
    .describe(
      "Availability zones nodes may start in. Empty: a Capacity Block's or reservation's, else every zone with a subnet.",
    ),
  labels: z.record(labelKey(), labelValue()).prefault({}).describe("Labels of the nodes, beside the program's own."),
  release: z
    .string()
    .describe(
      "Pinned release of the machine image, e.g. `1.36.2-20261105` (AL2023) or `1.52.0-0a1b2c3d` (Bottlerocket).",
    ),
  update: updateSchema.prefault({}).describe("How an update of the nodes goes: one of the two."),
  repair: nodeRepair(),
  provisioner: z
    .enum(["node-group", "karpenter"])
    .prefault("node-group")
    .describe("Who starts nodes: an EKS managed node group with the cluster autoscaler, or Karpenter (1.11 or later)."),
};

const gpuPoolSchema = z.strictObject({
  kind: z.literal("gpu"),
  ...common,
  capacity: z
    .union([capacityBlockSchema, reservationSchema, reservationGroupSchema, capacity], {
      error:
        'expected "on-demand", "spot", a Capacity Block { capacityBlock: "cr-…", zone: "us-east-1a" }, a reservation { reservation: "cr-…", zone: "us-east-1a" } or a group of them { reservationGroup: "arn:…" }',
    })
    .prefault("on-demand")
    .describe(
      "How the instances are bought: on demand, spot, from a Capacity Block for ML, from an On-Demand Capacity Reservation, or from a group " +
        "of such reservations.",
    ),
  disk: bytes()
    .prefault("200Gi")
    .describe("Size of a node's volume. Images and scratch data go to local NVMe where the type has it."),
  taints: z
    .array(taintSchema)
    .max(MOST_TAINTS)
    .prefault([GPU_TAINT])
    .describe("Taints of the nodes. By default only pods that ask for a GPU come here."),
  amiFamily: z
    .enum(["al2023-nvidia", "bottlerocket-nvidia"])
    .prefault("al2023-nvidia")
    .describe("Machine image, with NVIDIA's driver and container toolkit inside."),
  imagePull: z
    .enum(["default", "parallel"])
    .prefault("default")
    .describe(
      "`parallel`: layers of an image are fetched in pieces and unpacked side by side by the SOCI snapshotter, which is faster for images of " +
        "many GB and takes processors and memory meanwhile.",
    ),
  ami: patternType({
    name: "image",
    expected: '"release", or the id of a machine image such as "ami-0123456789abcdef0"',
    examples: ["release", "ami-0123456789abcdef0"],
    pattern: /^(?:release|ami-[0-9a-f]{8,17})$/,
  })
    .prefault("release")
    .describe(
      "`release`: EKS' own image of that release. Or the id of an image of your own that was built from it, say with another driver. In a " +
        "node group it needs `foundation.bootstrap`, and the change from one to the other replaces the group.",
    ),
  driver: patternType({
    name: "driver",
    expected: 'the version of NVIDIA\'s driver such as "580.105.08"',
    examples: ["580.105.08"],
    pattern: /^[1-9]\d{2}\.\d{1,3}(?:\.\d{1,2})?$/,
  })
    .exactOptional()
    .describe(
      "Version of NVIDIA's driver that the image has (`nvidia-smi`): GPUs that it does not know are refused, and an alert tells of nodes that run " +
        "another one. It installs nothing. Left out: the nodes of the pool are compared with each other alone.",
    ),
  gpuSharing: gpuSharing(),
  efa: z
    .enum(["off", "on"])
    .prefault("off")
    .describe(
      "Elastic Fabric Adapter on every network card, for training over several nodes. Needs VPC CNI 1.18.5 or later; the " +
        "EFA device plugin comes with it.",
    ),
  placementGroup: z
    .enum(["auto", "none", "cluster"])
    .prefault("auto")
    .describe(
      "`cluster` packs the nodes in one zone. `auto`: `cluster` with EFA, else `none`; a Capacity Block is packed by itself, and a reservation " +
        "takes no group that it was not made in.",
    ),
});

const systemPoolSchema = z.strictObject({
  kind: z.literal("system"),
  ...common,
  capacity: capacity.prefault("on-demand").describe("How the instances are bought."),
  disk: bytes().prefault("50Gi").describe("Size of a node's volume."),
  taints: z.array(taintSchema).max(MOST_TAINTS).prefault([]).describe("Taints of the nodes."),
  amiFamily: z.enum(["al2023", "bottlerocket"]).prefault("al2023").describe("Machine image."),
});

/** Node pools by name. The name becomes the node label `aiobs/pool` and part of what is created in AWS. */
export const nodePoolsSchema = z.record(nodesName(), z.discriminatedUnion("kind", [gpuPoolSchema, systemPoolSchema]));

/** A pool of GPU nodes. */
export type GpuPool = z.output<typeof gpuPoolSchema>;

/** A pool of nodes for the stack's own servers. */
export type SystemPool = z.output<typeof systemPoolSchema>;

/** A pool of nodes. */
export type NodePool = GpuPool | SystemPool;

/** All pools of a stack, by name. */
export type NodePools = Readonly<Record<string, NodePool>>;

/** A taint as the settings have it. */
export type Taint = z.output<typeof taintSchema>;

/** A reservation of GPU instances for a time, in one zone. */
export type CapacityBlock = z.output<typeof capacityBlockSchema>;

/** How a pool's instances are bought. */
type Bought = Pick<NodePool, "capacity">;

/** The Capacity Block that instances are bought from, where they are. */
export function capacityBlockOf({ capacity: bought }: Bought): CapacityBlock | undefined {
  return typeof bought === "object" && "capacityBlock" in bought ? bought : undefined;
}

/** The id of the one reservation that instances are bought from, where they are: a Capacity Block's, or one on demand. */
export function reservationOf({ capacity: bought }: Bought): string | undefined {
  if (typeof bought === "string" || "reservationGroup" in bought) return undefined;
  return "capacityBlock" in bought ? bought.capacityBlock : bought.reservation;
}

/** The ARN of the group of reservations that instances are bought from, where they are. */
export function reservationGroupOf({ capacity: bought }: Bought): string | undefined {
  return typeof bought === "object" && "reservationGroup" in bought ? bought.reservationGroup : undefined;
}

/** The zone of the one reservation that instances are bought from, where they are. */
export function reservedZone({ capacity: bought }: Bought): string | undefined {
  return typeof bought === "object" && "zone" in bought ? bought.zone : undefined;
}

/** The zones a pool's nodes may start in; none: every zone there is a subnet in. */
export function poolZones({ capacity, zones }: Pick<NodePool, "capacity" | "zones">): readonly string[] {
  const zone = reservedZone({ capacity });
  return zone === undefined ? zones : [zone];
}

/** Whether the pool's nodes are packed in a cluster placement group. What is reserved takes none: Capacity Blocks are packed already. */
export function placementOf({
  capacity: bought,
  efa,
  placementGroup,
}: Pick<GpuPool, "capacity" | "efa" | "placementGroup">): "none" | "cluster" {
  if (typeof bought !== "string") return "none";
  if (placementGroup !== "auto") return placementGroup;
  return efa === "on" ? "cluster" : "none";
}

/** What a pool's nodes are started by, and from; a system pool has no `ami`. */
interface StartedFrom {
  readonly provisioner?: NodePool["provisioner"] | undefined;
  readonly ami?: string | undefined;
}

/** The id of the image of one's own that a pool's nodes start from, where they do. */
export function ownImageOf({ ami }: StartedFrom): string | undefined {
  return ami === "release" ? undefined : ami;
}

/**
 * Whether a pool's nodes find the cluster by themselves: EKS adds nothing to the user data of an image that a node group's launch
 * template names (https://docs.aws.amazon.com/eks/latest/userguide/launch-templates.html). Karpenter tells its nodes, of whatever image.
 */
export function findsClusterItself(pool: StartedFrom): boolean {
  return pool.provisioner === "node-group" && ownImageOf(pool) !== undefined;
}

/** A pool's nodes at creation. */
export function desiredNodes({ min, desired }: Pick<NodePool, "min" | "desired">): number {
  return desired ?? min;
}
