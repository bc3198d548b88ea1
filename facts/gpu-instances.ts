/**
 * The NVIDIA GPU instances that AWS rents, as facts: what a pool's settings are checked against and its capacity is
 * counted from. No call to AWS is needed on the way to a preview.
 *
 * Sources, read in November 2026:
 * - sizes, GPU counts, baseline network bandwidth, NVMe, EFA interfaces and network cards:
 *   https://karpenter.sh/docs/reference/instance-types/ (made from EC2's DescribeInstanceTypes) and
 *   https://docs.aws.amazon.com/ec2/latest/instancetypes/ac.html
 * - places where Capacity Blocks are sold: https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/ec2-capacity-blocks.html
 * - places where the rare types are sold on demand: https://instances.vantage.sh
 */
import type { GpuModel } from "./gpu-models.ts";

const GIB = 2 ** 30;
/** AWS counts local disks in decimal gigabytes. */
const GB = 1e9;

/** One instance type. */
export interface GpuInstance {
  /** EC2's name, e.g. `p5.48xlarge`. */
  readonly type: string;
  readonly model: GpuModel;
  readonly architecture: "x86_64" | "arm64";
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
  /** Local NVMe in bytes, all disks together; 0: none. Lost with the instance. */
  readonly localNvmeBytes: number;
  /** Regions and Local Zone groups that sell the type as a Capacity Block; empty: never sold so. */
  readonly capacityBlocksIn: readonly string[];
  /** Every place that sells the type on demand and as spot, where that is a short list; absent: sold widely. */
  readonly onDemandIn?: readonly string[];
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

/** Where a rare type is sold. */
type Places = Pick<GpuInstance, "capacityBlocksIn" | "onDemandIn">;

/** The rows of one model. A type with EFA has one network card for each interface unless the row says otherwise. */
function rows(
  model: GpuModel,
  table: readonly Row[],
  {
    architecture = "x86_64",
    places = { capacityBlocksIn: [] },
  }: Partial<Pick<GpuInstance, "architecture">> & { places?: Places } = {},
): GpuInstance[] {
  return table.map(([type, gpus, vCpus, memoryGiB, networkGbps, nvmeGB, efa = 0, cards = Math.max(efa, 1)]) => ({
    type,
    model,
    architecture,
    gpus,
    vCpus,
    memoryBytes: memoryGiB * GIB,
    networkGbps,
    efaInterfaces: efa,
    networkCards: cards,
    localNvmeBytes: nvmeGB * GB,
    ...places,
  }));
}

/** The places of a rare type: those that sell it as Capacity Blocks and on demand, and those that sell it on demand alone. */
function sold(capacityBlocks: string, onDemand = ""): Places {
  const list = (places: string) => places.split(" ").filter((place) => place !== "");
  return { capacityBlocksIn: list(capacityBlocks), onDemandIn: list(`${capacityBlocks} ${onDemand}`) };
}

const P4D = sold(
  "us-east-1 us-east-2 us-west-2",
  "ap-northeast-1 ap-northeast-2 ap-south-1 ap-southeast-1 ap-southeast-2 ca-central-1 eu-central-1 eu-north-1 eu-west-1 eu-west-2 sa-east-1 us-gov-west-1",
);
const P4DE = sold("us-east-1 us-west-2", "ap-northeast-1 ap-southeast-1 eu-central-1 il-central-1");
const P5_SMALL = sold(
  "us-east-1 us-east-2 us-west-2 eu-west-2 ap-northeast-1 ap-south-1 ap-southeast-2 sa-east-1",
  "ap-southeast-3 us-gov-west-1",
);
const P5 = sold(
  "us-east-1 us-east-2 us-west-1 us-west-2 eu-north-1 eu-west-2 ap-northeast-1 ap-south-1 ap-southeast-2 ap-southeast-3 sa-east-1 us-east-1-atl-2",
  "ap-northeast-2 ca-central-1 us-east-1-atl-1 us-gov-west-1",
);
// Sold as Capacity Blocks only: EC2 lists no on-demand price.
const P5E = {
  ...sold(
    "us-east-1 us-east-2 us-west-1 us-west-2 eu-north-1 eu-west-2 ap-northeast-1 ap-south-1 ap-southeast-2 ap-southeast-3 sa-east-1 us-west-2-phx-2",
  ),
  onDemandIn: [],
};
const P5EN = sold(
  "us-east-1 us-east-2 us-west-1 us-west-2 eu-north-1 eu-west-2 eu-south-2 ap-northeast-1 ap-northeast-2 ap-south-1 ap-southeast-2 ap-southeast-3",
  "me-central-1 us-east-1-atl-1 us-gov-west-1",
);
const P6_B200 = sold(
  "us-east-1 us-east-2 us-west-2 ap-south-1 ap-south-2 us-gov-east-1 us-gov-west-1",
  "us-east-1-atl-1",
);
const P6_B300 = sold("us-east-1 us-west-2 ap-northeast-2 ap-south-2 ap-southeast-3 us-gov-east-1 us-east-1-atl-2");

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
  ...rows(
    "t4g",
    [
      ["g5g.xlarge", 1, 4, 8, 1.25, 0],
      ["g5g.2xlarge", 1, 8, 16, 2.5, 0],
      ["g5g.4xlarge", 1, 16, 32, 5, 0],
      ["g5g.8xlarge", 1, 32, 64, 12, 0],
      ["g5g.16xlarge", 2, 64, 128, 25, 0],
      ["g5g.metal", 2, 64, 128, 25, 0],
    ],
    { architecture: "arm64" },
  ),
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
  ...rows("a100-40gb", [["p4d.24xlarge", 8, 96, 1152, 400, 8000, 4]], { places: P4D }),
  ...rows("a100-80gb", [["p4de.24xlarge", 8, 96, 1152, 400, 8000, 4]], { places: P4DE }),
  ...rows("h100-80gb", [["p5.4xlarge", 1, 16, 256, 100, 3800, 1]], { places: P5_SMALL }),
  ...rows("h100-80gb", [["p5.48xlarge", 8, 192, 2048, 3200, 30_400, 32]], { places: P5 }),
  ...rows("h200-141gb", [["p5e.48xlarge", 8, 192, 2048, 3200, 30_400, 32]], { places: P5E }),
  ...rows("h200-141gb", [["p5en.48xlarge", 8, 192, 2048, 3200, 30_400, 16]], { places: P5EN }),
  ...rows("b200-180gb", [["p6-b200.48xlarge", 8, 192, 2048, 3200, 30_400, 8]], { places: P6_B200 }),
  ...rows("b300-269gb", [["p6-b300.48xlarge", 8, 192, 4096, 6400, 30_400, 16, 17]], { places: P6_B300 }),
];

const byType: ReadonlyMap<string, GpuInstance> = new Map(gpuInstances.map((instance) => [instance.type, instance]));

/** Families with accelerators that are left out on purpose, with the reason an engineer is told. */
export const familiesLeftOut: Readonly<Record<string, string>> = {
  ...Object.fromEntries(
    ["dl1", "dl2q", "f2", "inf1", "inf2", "trn1", "trn1n", "trn2", "vt1"].map((family) => [
      family,
      "its accelerators are not GPUs of NVIDIA, and the driver, the device plugin and the metrics here are",
    ]),
  ),
  g4ad: "its GPUs are AMD's, and the driver, the device plugin and the metrics here are NVIDIA's",
  g6f: "it has a part of a GPU, which DCGM cannot profile and EC2 counts as none",
  gr6f: "it has a part of a GPU, which DCGM cannot profile and EC2 counts as none",
  "p6e-gb200": "it comes as an UltraServer of Arm nodes that share one NVLink domain, which a node pool cannot express",
  "p6e-gb300": "it comes as an UltraServer of Arm nodes that share one NVLink domain, which a node pool cannot express",
};

/** The family of an instance type: `p5` of `p5.48xlarge`. */
export function familyOf(type: string): string {
  return type.slice(0, Math.max(0, type.indexOf(".")));
}

/** The facts of an instance type, or nothing when it is not a known GPU instance. */
export function findGpuInstance(type: string): GpuInstance | undefined {
  return byType.get(type);
}

/**
 * The facts of an instance type that the settings' checks let through.
 * @throws {Error} when the type is unknown.
 */
export function gpuInstance(type: string): GpuInstance {
  const found = findGpuInstance(type);
  if (found === undefined) throw new Error(`${type} is not in facts/gpu-instances.ts`);
  return found;
}
