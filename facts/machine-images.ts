/**
 * The machine images of EKS that node pools start from, as facts.
 *
 * Sources, read in November 2026:
 * - names: https://docs.aws.amazon.com/eks/latest/APIReference/API_Nodegroup.html (`amiType`)
 * - releases: https://github.com/awslabs/amazon-eks-ami/releases and
 *   https://github.com/bottlerocket-os/bottlerocket/blob/develop/CHANGELOG.md
 * - drivers: https://docs.aws.amazon.com/eks/latest/userguide/ml-eks-optimized-ami.html
 */

/** An operating system of nodes. */
export type OperatingSystem = "al2023" | "bottlerocket";

/** One family of images. */
export interface MachineImageFacts {
  readonly system: OperatingSystem;
  /** EKS' name of the image for each processor architecture. */
  readonly amiTypes: Readonly<Record<"x86_64" | "arm64", string>>;
  /** The branch of NVIDIA's driver inside; absent: none. */
  readonly driverBranch?: number;
}

/** The families by the name the settings use. */
export const machineImages = {
  al2023: {
    system: "al2023",
    amiTypes: { x86_64: "AL2023_x86_64_STANDARD", arm64: "AL2023_ARM_64_STANDARD" },
  },
  "al2023-nvidia": {
    system: "al2023",
    amiTypes: { x86_64: "AL2023_x86_64_NVIDIA", arm64: "AL2023_ARM_64_NVIDIA" },
    driverBranch: 580,
  },
  bottlerocket: {
    system: "bottlerocket",
    amiTypes: { x86_64: "BOTTLEROCKET_x86_64", arm64: "BOTTLEROCKET_ARM_64" },
  },
  "bottlerocket-nvidia": {
    system: "bottlerocket",
    amiTypes: { x86_64: "BOTTLEROCKET_x86_64_NVIDIA", arm64: "BOTTLEROCKET_ARM_64_NVIDIA" },
    driverBranch: 580,
  },
} as const satisfies Readonly<Record<string, MachineImageFacts>>;

/** The name of a family in {@link machineImages}. */
export type AmiFamily = keyof typeof machineImages;

/** A family's facts, with the table's literal types widened. */
export function machineImage(family: AmiFamily): MachineImageFacts {
  return machineImages[family];
}

/** How each operating system names its releases. */
const releases = {
  // Kubernetes' version and the day of the build.
  al2023: {
    grammar: /^1\.\d{2}\.\d{1,2}-(20\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01]))$/,
    example: "1.36.2-20261105",
    parallelPulls: { since: "20251217", sentence: "of 17 December 2025" },
  },
  // Bottlerocket's version and the commit it was built from.
  bottlerocket: {
    grammar: /^1\.(\d{1,3})\.\d{1,2}-[0-9a-f]{8}$/,
    example: "1.52.0-0a1b2c3d",
    parallelPulls: { since: "46", sentence: "1.46.0" },
  },
} as const;

/**
 * The first release whose SOCI snapshotter keeps what it unpacks on local disks. nodeadm has had the feature gate `FastImagePull` since
 * August 2025 (https://github.com/awslabs/amazon-eks-ami/pull/2352), and moved its folder there with
 * https://github.com/awslabs/amazon-eks-ami/pull/2548; in Bottlerocket `ephemeral-storage bind` takes all folders since 1.46.0, as
 * Karpenter asks it (`SupportsDefaultBind` in https://github.com/aws/karpenter-provider-aws/blob/v1.15.1/pkg/providers/version/version.go).
 */
export function parallelPullsSince(system: OperatingSystem): string {
  return releases[system].parallelPulls.sentence;
}

/** Whether a release, one of its operating system, has them ({@link parallelPullsSince}). */
export function pullsInParallel(release: string, system: OperatingSystem): boolean {
  const { grammar, parallelPulls } = releases[system];
  const [, of = "0"] = grammar.exec(release) ?? [];
  return Number(of) >= Number(parallelPulls.since);
}

/** A right release of an operating system, for messages. */
export function exampleRelease(system: OperatingSystem): string {
  return releases[system].example;
}

/**
 * Whether a text names a release of an operating system. The two grammars overlap where a commit looks like a day: such a
 * text is taken for the day, which is what it nearly always is.
 */
export function isRelease(text: string, system: OperatingSystem): boolean {
  if (system === "bottlerocket" && releases.al2023.grammar.test(text)) return false;
  return releases[system].grammar.test(text);
}
