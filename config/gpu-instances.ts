/**
 * The NVIDIA GPU instances that AWS rents, as facts: what a pool's settings are checked against and its capacity is
 * counted from. No call to AWS is needed on the way to a preview.
 *
 * Sources, read in November 2026:
 * - sizes, GPU counts and memory, baseline network bandwidth, NVMe, EFA interfaces and network cards:
 *   https://karpenter.sh/docs/reference/instance-types/ (made from EC2's DescribeInstanceTypes) and
 *   https://docs.aws.amazon.com/ec2/latest/instancetypes/ac.html
 * - places where Capacity Blocks are sold: https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/ec2-capacity-blocks.html
 * - places where the rare types are sold on demand: https://instances.vantage.sh
 * - MIG profiles and how many fit on one GPU:
 *   https://docs.nvidia.com/datacenter/tesla/mig-user-guide/supported-mig-profiles.html
 */
import { closest } from "fastest-levenshtein";

const MIB = 2 ** 20;
const GIB = 2 ** 30;
/** AWS counts local disks in decimal gigabytes. */
const GB = 1e9;

/** One model of GPU. */
export interface GpuModelFacts {
  /** The product's name as NVIDIA writes it. */
  readonly product: string;
  /** Memory of one GPU in bytes, as EC2 reports it: some of the nominal memory is the driver's. */
  readonly memoryBytes: number;
  /**
   * MIG profiles that can split the whole GPU evenly, with the number of slices. The media variants (`+me`, `+gfx`) are
   * left out: at most one fits on most GPUs. Empty where the GPU has no MIG.
   */
  readonly mig: Readonly<Record<string, number>>;
  /**
   * The model's key in Bottlerocket's `kubelet-device-plugins.nvidia.mig.profile`; absent: Bottlerocket's MIG manager
   * does not know the model (https://github.com/bottlerocket-os/bottlerocket-kernel-kit, `nvidia-migmanager`).
   */
  readonly bottlerocketMigKey?: string;
}

/** The GPU models by the name the settings and labels use. */
export const gpuModels = {
  "a100-40gb": {
    product: "NVIDIA A100-SXM4-40GB",
    memoryBytes: 40_960 * MIB,
    mig: { "1g.5gb": 7, "1g.10gb": 4, "2g.10gb": 3, "3g.20gb": 2, "4g.20gb": 1, "7g.40gb": 1 },
    bottlerocketMigKey: "a100.40gb",
  },
  "a100-80gb": {
    product: "NVIDIA A100-SXM4-80GB",
    memoryBytes: 81_920 * MIB,
    mig: { "1g.10gb": 7, "1g.20gb": 4, "2g.20gb": 3, "3g.40gb": 2, "4g.40gb": 1, "7g.80gb": 1 },
    bottlerocketMigKey: "a100.80gb",
  },
  "h100-80gb": {
    product: "NVIDIA H100-SXM5-80GB",
    memoryBytes: 81_920 * MIB,
    mig: { "1g.10gb": 7, "1g.20gb": 4, "2g.20gb": 3, "3g.40gb": 2, "4g.40gb": 1, "7g.80gb": 1 },
    bottlerocketMigKey: "h100.80gb",
  },
  "h200-141gb": {
    product: "NVIDIA H200-SXM5-141GB",
    memoryBytes: 144_384 * MIB,
    mig: { "1g.18gb": 7, "1g.35gb": 4, "2g.35gb": 3, "3g.71gb": 2, "4g.71gb": 1, "7g.141gb": 1 },
    bottlerocketMigKey: "h200.141gb",
  },
  "b200-180gb": {
    product: "NVIDIA B200",
    memoryBytes: 183_359 * MIB,
    mig: { "1g.23gb": 7, "1g.45gb": 4, "2g.45gb": 3, "3g.90gb": 2, "4g.90gb": 1, "7g.180gb": 1 },
  },
  "b300-269gb": {
    product: "NVIDIA B300",
    memoryBytes: 275_040 * MIB,
    mig: { "1g.34gb": 7, "1g.67gb": 4, "2g.67gb": 3, "3g.135gb": 2, "4g.135gb": 1, "7g.269gb": 1 },
  },
  "rtx-pro-6000": {
    product: "NVIDIA RTX PRO 6000 Blackwell Server Edition",
    memoryBytes: 98_304 * MIB,
    mig: { "1g.24gb": 4, "2g.48gb": 2, "4g.96gb": 1 },
    bottlerocketMigKey: "rtxpro6000.96gb",
  },
  // Splits in two by MIG, says NVIDIA, but the guide names no profiles for it yet.
  "rtx-pro-4500": { product: "NVIDIA RTX PRO 4500 Blackwell Server Edition", memoryBytes: 32_768 * MIB, mig: {} },
  t4: { product: "NVIDIA T4", memoryBytes: 16_384 * MIB, mig: {} },
  a10g: { product: "NVIDIA A10G", memoryBytes: 22_888 * MIB, mig: {} },
  l4: { product: "NVIDIA L4", memoryBytes: 22_888 * MIB, mig: {} },
  l40s: { product: "NVIDIA L40S", memoryBytes: 45_776 * MIB, mig: {} },
} as const satisfies Readonly<Record<string, GpuModelFacts>>;

/** The name of a GPU model in {@link gpuModels}. */
export type GpuModel = keyof typeof gpuModels;

/** One instance type. */
export interface GpuInstance {
  /** EC2's name, e.g. `p5.48xlarge`. */
  readonly type: string;
  readonly model: GpuModel;
  /** GPUs of one instance. */
  readonly gpus: number;
  readonly vCpus: number;
  /** Main memory in bytes. */
  readonly memoryBytes: number;
  /** Network bandwidth that can be held for ever, in Gbit/s. Small types burst above it. */
  readonly networkGbps: number;
  /** EFA interfaces at most; 0: the type has no EFA. */
  readonly efaInterfaces: number;
  /** Network cards. Where one more than EFA interfaces, the first card is for IP traffic alone. */
  readonly networkCards: number;
  /** Local NVMe in bytes, all disks together. Lost with the instance. */
  readonly localNvmeBytes: number;
  /** Regions and Local Zone groups that sell the type as a Capacity Block; empty: never sold so. */
  readonly capacityBlocksIn: readonly string[];
  /** Every place that sells the type in any way, where that is a short list; absent: sold widely. */
  readonly offeredIn?: readonly string[];
}

type Row = readonly [
  type: string,
  gpus: number,
  vCpus: number,
  memoryGiB: number,
  networkGbps: number,
  nvmeGB: number,
  efaInterfaces?: number,
  networkCards?: number,
];

/** The rows of one model. A type with EFA has one network card for each interface unless the row says otherwise. */
function rows(
  model: GpuModel,
  table: readonly Row[],
  places?: Pick<GpuInstance, "capacityBlocksIn" | "offeredIn">,
): GpuInstance[] {
  return table.map(([type, gpus, vCpus, memoryGiB, networkGbps, nvmeGB, efa = 0, cards = Math.max(efa, 1)]) => ({
    type,
    model,
    gpus,
    vCpus,
    memoryBytes: memoryGiB * GIB,
    networkGbps,
    efaInterfaces: efa,
    networkCards: cards,
    localNvmeBytes: nvmeGB * GB,
    ...(places ?? { capacityBlocksIn: [] }),
  }));
}

/** The places of a rare type: those that sell Capacity Blocks of it, and those that only sell it otherwise. */
function places(capacityBlocks: string, others: string): Pick<GpuInstance, "capacityBlocksIn" | "offeredIn"> {
  const capacityBlocksIn = capacityBlocks.split(" ");
  return { capacityBlocksIn, offeredIn: [...capacityBlocksIn, ...others.split(" ").filter((place) => place !== "")] };
}

const P4D = places(
  "us-east-1 us-east-2 us-west-2",
  "ap-northeast-1 ap-northeast-2 ap-south-1 ap-southeast-1 ap-southeast-2 ca-central-1 eu-central-1 eu-north-1 eu-west-1 eu-west-2 sa-east-1 us-gov-west-1",
);
const P4DE = places("us-east-1 us-west-2", "ap-northeast-1 ap-southeast-1 eu-central-1 il-central-1");
const P5_SMALL = places(
  "us-east-1 us-east-2 us-west-2 eu-west-2 ap-northeast-1 ap-south-1 ap-southeast-2 sa-east-1",
  "ap-southeast-3 us-gov-west-1",
);
const P5 = places(
  "us-east-1 us-east-2 us-west-1 us-west-2 eu-north-1 eu-west-2 ap-northeast-1 ap-south-1 ap-southeast-2 ap-southeast-3 sa-east-1 us-east-1-atl-2",
  "ap-northeast-2 ca-central-1 us-east-1-atl-1 us-gov-west-1",
);
const P5E = places(
  "us-east-1 us-east-2 us-west-1 us-west-2 eu-north-1 eu-west-2 ap-northeast-1 ap-south-1 ap-southeast-2 ap-southeast-3 sa-east-1 us-west-2-phx-2",
  "",
);
const P5EN = places(
  "us-east-1 us-east-2 us-west-1 us-west-2 eu-north-1 eu-west-2 eu-south-2 ap-northeast-1 ap-northeast-2 ap-south-1 ap-southeast-2 ap-southeast-3",
  "me-central-1 us-east-1-atl-1 us-gov-west-1",
);
const P6_B200 = places(
  "us-east-1 us-east-2 us-west-2 ap-south-1 ap-south-2 us-gov-east-1 us-gov-west-1",
  "us-east-1-atl-1",
);
const P6_B300 = places(
  "us-east-1 us-west-2 ap-northeast-2 ap-south-2 ap-southeast-3 us-gov-east-1 us-east-1-atl-2",
  "",
);

/** All instance types the program knows, small families first. */
export const gpuInstances: readonly GpuInstance[] = [
  ...rows("t4", [
    ["g4dn.xlarge", 1, 4, 16, 5, 125],
    ["g4dn.2xlarge", 1, 8, 32, 10, 225],
    ["g4dn.4xlarge", 1, 16, 64, 20, 225],
    ["g4dn.8xlarge", 1, 32, 128, 50, 900, 1],
    ["g4dn.12xlarge", 4, 48, 192, 50, 900, 1],
    ["g4dn.16xlarge", 1, 64, 256, 50, 900, 1],
    ["g4dn.metal", 8, 96, 384, 100, 1800, 1],
  ]),
  ...rows("a10g", [
    ["g5.xlarge", 1, 4, 16, 2.5, 250],
    ["g5.2xlarge", 1, 8, 32, 5, 450],
    ["g5.4xlarge", 1, 16, 64, 10, 600],
    ["g5.8xlarge", 1, 32, 128, 25, 900, 1],
    ["g5.12xlarge", 4, 48, 192, 40, 3800, 1],
    ["g5.16xlarge", 1, 64, 256, 25, 1900, 1],
    ["g5.24xlarge", 4, 96, 384, 50, 3800, 1],
    ["g5.48xlarge", 8, 192, 768, 100, 7600, 1],
  ]),
  ...rows("l4", [
    ["g6.xlarge", 1, 4, 16, 2.5, 250],
    ["g6.2xlarge", 1, 8, 32, 5, 450],
    ["g6.4xlarge", 1, 16, 64, 10, 600],
    ["g6.8xlarge", 1, 32, 128, 25, 900, 1],
    ["g6.12xlarge", 4, 48, 192, 40, 3760, 1],
    ["g6.16xlarge", 1, 64, 256, 25, 1880, 1],
    ["g6.24xlarge", 4, 96, 384, 50, 3760, 1],
    ["g6.48xlarge", 8, 192, 768, 100, 7520, 1],
    ["gr6.4xlarge", 1, 16, 128, 10, 600],
    ["gr6.8xlarge", 1, 32, 256, 25, 900, 1],
  ]),
  ...rows("l40s", [
    ["g6e.xlarge", 1, 4, 32, 2.5, 250],
    ["g6e.2xlarge", 1, 8, 64, 5, 450],
    ["g6e.4xlarge", 1, 16, 128, 20, 600],
    ["g6e.8xlarge", 1, 32, 256, 25, 900, 1],
    ["g6e.12xlarge", 4, 48, 384, 100, 3800, 1],
    ["g6e.16xlarge", 1, 64, 512, 35, 1900, 1],
    ["g6e.24xlarge", 4, 96, 768, 200, 3800, 2],
    ["g6e.48xlarge", 8, 192, 1536, 400, 7600, 4],
  ]),
  ...rows("rtx-pro-4500", [
    ["g7.2xlarge", 1, 8, 32, 60, 440],
    ["g7.4xlarge", 1, 16, 64, 60, 875],
    ["g7.8xlarge", 1, 32, 128, 80, 930, 1],
    ["g7.12xlarge", 2, 48, 192, 175, 1900, 1],
    ["g7.24xlarge", 4, 96, 384, 350, 3800, 1],
    ["g7.48xlarge", 8, 192, 768, 700, 7600, 2],
  ]),
  ...rows("rtx-pro-6000", [
    ["g7e.2xlarge", 1, 8, 64, 50, 1900],
    ["g7e.4xlarge", 1, 16, 128, 50, 1900],
    ["g7e.8xlarge", 1, 32, 256, 100, 1900, 1],
    ["g7e.12xlarge", 2, 48, 512, 400, 3800, 1],
    ["g7e.24xlarge", 4, 96, 1024, 800, 7600, 2],
    ["g7e.48xlarge", 8, 192, 2048, 1600, 15_200, 4],
  ]),
  ...rows("a100-40gb", [["p4d.24xlarge", 8, 96, 1152, 400, 8000, 4]], P4D),
  ...rows("a100-80gb", [["p4de.24xlarge", 8, 96, 1152, 400, 8000, 4]], P4DE),
  ...rows("h100-80gb", [["p5.4xlarge", 1, 16, 256, 100, 3800, 1]], P5_SMALL),
  ...rows("h100-80gb", [["p5.48xlarge", 8, 192, 2048, 3200, 30_400, 32]], P5),
  ...rows("h200-141gb", [["p5e.48xlarge", 8, 192, 2048, 3200, 30_400, 32]], P5E),
  ...rows("h200-141gb", [["p5en.48xlarge", 8, 192, 2048, 3200, 30_400, 16]], P5EN),
  ...rows("b200-180gb", [["p6-b200.48xlarge", 8, 192, 2048, 3200, 30_400, 8]], P6_B200),
  ...rows("b300-269gb", [["p6-b300.48xlarge", 8, 192, 4096, 6400, 30_400, 16, 17]], P6_B300),
];

const byType: ReadonlyMap<string, GpuInstance> = new Map(gpuInstances.map((instance) => [instance.type, instance]));

/** Families of accelerated instances that are left out on purpose, with the reason an engineer is told. */
const leftOut: Readonly<Record<string, string>> = {
  g4ad: "its GPUs are AMD's, and the driver, the device plugin and the metrics here are NVIDIA's",
  g5g: "it is Arm, and AWS' NVIDIA images for Arm are not made for its GPUs",
  g6f: "it has a part of a GPU, which DCGM cannot profile and EC2 counts as none",
  gr6f: "it has a part of a GPU, which DCGM cannot profile and EC2 counts as none",
  "p6e-gb200": "it comes as an UltraServer of Arm nodes that share one NVLink domain, which a node pool cannot express",
};

/** The facts of an instance type, or nothing when it is not a known GPU instance. */
export function findGpuInstance(type: string): GpuInstance | undefined {
  return byType.get(type);
}

/** Says why an instance type is refused, and the nearest that is known. */
export function unknownGpuInstance(type: string): string {
  const reason = leftOut[type.split(".")[0] ?? ""];
  if (reason !== undefined) return `"${type}" cannot be used: ${reason}`;
  return `"${type}" is not a GPU instance type known here; nearest is "${closest(type, [...byType.keys()])}" (see config/gpu-instances.ts)`;
}

/**
 * The facts of an instance type.
 * @throws {Error} when the type is unknown, naming the nearest.
 */
export function gpuInstance(type: string): GpuInstance {
  const found = findGpuInstance(type);
  if (found === undefined) throw new Error(unknownGpuInstance(type));
  return found;
}

/** A model's facts, with the table's literal types widened. */
export function gpuModel(model: GpuModel): GpuModelFacts {
  return gpuModels[model];
}
