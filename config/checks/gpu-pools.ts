import {
  familiesLeftOut,
  familyOf,
  findGpuInstance,
  type GpuInstance,
  gpuInstances,
} from "../../facts/gpu-instances.ts";
import { gpuModel, migProfiles } from "../../facts/gpu-models.ts";
import { isRelease, machineImage, parallelPullsSince, pullsInParallel } from "../../facts/machine-images.ts";
import { nearest } from "../nearest.ts";
import { type GpuPool, placementOf, poolZones } from "../node-pools.ts";
import { describeFound, didYouMean } from "../setting-problem.ts";
import { type Check, type PoolProblem, poolCheck } from "./check.ts";
import { knownTypes } from "./known-types.ts";

const typesAt = ["instanceTypes"] as const;

/** What GPU pools must keep to: what their types are, and what the GPUs can do. */
export const gpuPoolChecks: readonly Check[] = [
  poolCheck("gpu", "A GPU pool is of GPU instance types that are known here.", ["instanceTypes"], ({ instanceTypes }) =>
    instanceTypes.flatMap((type, index) => (findGpuInstance(type) === undefined ? [unknownType(type, index)] : [])),
  ),
  poolCheck(
    "gpu",
    "The driver in the image of `amiFamily` knows the GPUs of each type; what is in an `ami` of your own, `driver` says, or you know.",
    ["instanceTypes", "amiFamily", "ami"],
    driverProblems,
  ),
  poolCheck(
    "gpu",
    "With EKS' own images, `driver` is of the branch that they have.",
    ["amiFamily", "ami", "driver"],
    ({ amiFamily, ami, driver }): readonly PoolProblem[] => {
      const { driverBranch } = machineImage(amiFamily);
      if (ami !== "release" || branchOf(driver) === driverBranch) return [];
      const message = `the images of ${amiFamily} have driver ${driverBranch}; set a version of that branch, or an ami of your own that has it`;
      return [{ at: ["driver"], found: describeFound(driver), message }];
    },
  ),
  poolCheck("gpu", "All GPUs of a pool are of one model.", ["instanceTypes"], ({ instanceTypes }) => {
    const models = distinct(instanceTypes, ({ model }) => model);
    if (models.length < 2) return [];
    const message = `one pool with ${models.join(" and ")}: a pod could not tell which it gets; make a pool for each model`;
    return [{ at: typesAt, message }];
  }),
  poolCheck(
    "gpu",
    "All nodes of a node group have the same number of GPUs, and of a Karpenter pool where they are shared.",
    ["instanceTypes", "provisioner", "gpuSharing"],
    ({ instanceTypes, provisioner, gpuSharing }) => {
      const counts = distinct(instanceTypes, ({ gpus }) => gpus);
      if (counts.length < 2 || (provisioner === "karpenter" && gpuSharing.kind === "whole")) return [];
      const why =
        provisioner === "node-group"
          ? "the autoscaler takes all nodes of a group to be alike; make a pool for each, or set provisioner: karpenter"
          : "Karpenter can be told of one number of shared GPUs only; make a pool for each";
      return [{ at: typesAt, message: `types with ${counts.join(" and ")} GPUs in one pool: ${why}` }];
    },
  ),
  poolCheck(
    "gpu",
    "A pool with EFA is of one instance type that has EFA.",
    ["instanceTypes", "efa"],
    ({ instanceTypes, efa }): readonly PoolProblem[] => {
      if (efa === "off") return [];
      const without = knownTypes(instanceTypes).filter(({ efaInterfaces }) => efaInterfaces === 0);
      return [
        ...without.map(({ type }) => ({
          at: [...typesAt, instanceTypes.indexOf(type)],
          found: describeFound(type),
          message: "has no EFA; set efa: off, or take a larger type of its family",
        })),
        ...(instanceTypes.length === 1
          ? []
          : [
              {
                at: typesAt,
                message: "EFA's interfaces are laid out for one instance type; keep one, or set efa: off",
              },
            ]),
      ];
    },
  ),
  poolCheck(
    "gpu",
    "A pool with EFA or a cluster placement group is in one zone: EFA's traffic does not leave a zone.",
    ["capacity", "efa", "placementGroup", "zones"],
    (pool): readonly PoolProblem[] => {
      const what =
        pool.efa === "on" ? "EFA's traffic does not leave a zone" : "a cluster placement group is in one zone";
      if (poolZones(pool).length === 1) return [];
      if (pool.efa === "off" && placementOf(pool) === "none") return [];
      return [{ at: ["zones"], message: `${what}; name that one zone` }];
    },
  ),
  poolCheck(
    "gpu",
    "A MIG profile is one that the GPU has and the operating system can split it by.",
    ["instanceTypes", "gpuSharing", "amiFamily"],
    migProblems,
  ),
  poolCheck(
    "gpu",
    "Images are pulled in parallel only to local NVMe, by a release that can.",
    ["imagePull", "instanceTypes", "amiFamily", "release"],
    imagePullProblems,
  ),
];

/** The branch of a driver's version: `580.105.08` is of 580. */
function branchOf(driver: string): number {
  return Number.parseInt(driver, 10);
}

function driverProblems({
  instanceTypes,
  amiFamily,
  ami,
  driver,
}: Pick<GpuPool, "instanceTypes" | "amiFamily" | "ami" | "driver">): readonly PoolProblem[] {
  const own = ami !== "release";
  if (own && driver === undefined) return [];
  const has = own && driver !== undefined ? branchOf(driver) : (machineImage(amiFamily).driverBranch ?? 0);
  return knownTypes(instanceTypes).flatMap(({ type, model }): readonly PoolProblem[] => {
    const { product, driverBranch: needed = 0 } = gpuModel(model);
    if (needed <= has) return [];
    const message = own
      ? `needs NVIDIA's driver ${needed} for its ${product}, and driver says that the image has ${driver}; build it with a newer one`
      : `needs NVIDIA's driver ${needed} for its ${product}, and the images of ${amiFamily} have ${has}; take a type of another family, such as g6e, or an ami of your own that has it`;
    return [{ at: [...typesAt, instanceTypes.indexOf(type)], found: describeFound(type), message }];
  });
}

function unknownType(type: string, index: number): PoolProblem {
  const place = { at: [...typesAt, index], found: describeFound(type) };
  const reason = familiesLeftOut[familyOf(type)];
  if (reason !== undefined) return { ...place, message: `cannot be used: ${reason}` };
  const hint = didYouMean(
    nearest(
      type,
      gpuInstances.map((instance) => instance.type),
    ),
  );
  const message = 'is not a GPU instance type known here; expected one such as "g6e.12xlarge" (facts/gpu-instances.ts)';
  return { ...place, message, hint };
}

function migProblems({
  instanceTypes,
  gpuSharing,
  amiFamily,
}: Pick<GpuPool, "instanceTypes" | "gpuSharing" | "amiFamily">): readonly PoolProblem[] {
  if (gpuSharing.kind !== "mig") return [];
  const { profile } = gpuSharing;
  const at = ["gpuSharing", "mig"];
  return distinct(instanceTypes, ({ model }) => model).flatMap((model): readonly PoolProblem[] => {
    const { product } = gpuModel(model);
    const possible = migProfiles(model, machineImage(amiFamily).system);
    if (possible.includes(profile)) return [];
    const anywhere = migProfiles(model, "al2023");
    const found = describeFound(profile);
    if (anywhere.length === 0) {
      const message = `no MIG profiles are known for ${product}; leave gpuSharing out, or set { timeSlicing: 4 }`;
      return [{ at, found, message }];
    }
    if (!anywhere.includes(profile)) {
      return [{ at, found, message: `${product} has no such MIG profile; it has ${anywhere.join(", ")}` }];
    }
    return [{ at, found, message: `Bottlerocket cannot split ${product} so; set amiFamily: al2023-nvidia` }];
  });
}

/** To a network volume with its 125 MiB/s many writers are slower than one: AWS recommends 600 and more. */
function imagePullProblems({
  imagePull,
  instanceTypes,
  amiFamily,
  release,
}: Pick<GpuPool, "imagePull" | "instanceTypes" | "amiFamily" | "release">): readonly PoolProblem[] {
  if (imagePull === "default") return [];
  const { system } = machineImage(amiFamily);
  const at = ["imagePull"];
  const found = describeFound(imagePull);
  return [
    ...knownTypes(instanceTypes)
      .filter(({ localNvmeBytes }) => localNvmeBytes === 0)
      .map(({ type }) => ({
        at,
        found,
        message: `${type} has no local NVMe, and its volume is too slow for that; leave it out, or take a type with NVMe`,
      })),
    ...(isRelease(release, system) && !pullsInParallel(release, system)
      ? [
          {
            at,
            found,
            message: `needs a release ${parallelPullsSince(system)} or later; raise release, or leave it out`,
          },
        ]
      : []),
  ];
}

/** The distinct facts of the known ones of some instance types, in the types' order. */
function distinct<Fact>(instanceTypes: readonly string[], fact: (instance: GpuInstance) => Fact): readonly Fact[] {
  return [...new Set(knownTypes(instanceTypes).map(fact))];
}
