/**
 * The NVIDIA GPUs of the instances that AWS rents, as facts.
 *
 * Sources, read in November 2026:
 * - memory: https://karpenter.sh/docs/reference/instance-types/ (made from EC2's DescribeInstanceTypes)
 * - MIG profiles and how many fit on one GPU:
 *   https://docs.nvidia.com/datacenter/tesla/mig-user-guide/supported-mig-profiles.html
 * - drivers: https://github.com/awslabs/amazon-eks-ami/blob/main/doc/usage/g7-ami.md
 */

const MIB = 2 ** 20;

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
   * does not know the model (https://github.com/bottlerocket-os/bottlerocket-kernel-kit, `nvidia-migmanager`; B200 since
   * its pull request 136).
   */
  readonly bottlerocketMigKey?: string;
  /** The oldest branch of NVIDIA's driver that knows the GPU; absent: older than all branches in use. */
  readonly driverBranch?: number;
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
    bottlerocketMigKey: "b200.180gb",
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
  "rtx-pro-4500": {
    product: "NVIDIA RTX PRO 4500 Blackwell Server Edition",
    memoryBytes: 32_768 * MIB,
    mig: {},
    driverBranch: 595,
  },
  t4: { product: "NVIDIA T4", memoryBytes: 16_384 * MIB, mig: {} },
  t4g: { product: "NVIDIA T4G", memoryBytes: 16_384 * MIB, mig: {} },
  a10g: { product: "NVIDIA A10G", memoryBytes: 22_888 * MIB, mig: {} },
  l4: { product: "NVIDIA L4", memoryBytes: 22_888 * MIB, mig: {} },
  l40s: { product: "NVIDIA L40S", memoryBytes: 45_776 * MIB, mig: {} },
} as const satisfies Readonly<Record<string, GpuModelFacts>>;

/** The name of a GPU model in {@link gpuModels}. */
export type GpuModel = keyof typeof gpuModels;

/** A model's facts, with the table's literal types widened. */
export function gpuModel(model: GpuModel): GpuModelFacts {
  return gpuModels[model];
}

/**
 * The MIG profiles that an operating system can split a model's GPUs by. Bottlerocket counts in slices, and knows one
 * profile for each count: of two that fit once (`4g`, `7g`), the larger.
 */
export function migProfiles(model: GpuModel, system: "al2023" | "bottlerocket"): readonly string[] {
  const { mig, bottlerocketMigKey } = gpuModel(model);
  const profiles = Object.keys(mig);
  if (system === "al2023") return profiles;
  if (bottlerocketMigKey === undefined) return [];
  return profiles.filter((profile, index) => !profiles.some((other, at) => at > index && mig[other] === mig[profile]));
}
