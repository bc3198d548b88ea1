import { familiesLeftOut, familyOf, findGpuInstance } from "../../facts/gpu-instances.ts";
import { architectureOf, instanceTypes as knownTypes } from "../../facts/instance-types.ts";
import { exampleRelease, isRelease, machineImage } from "../../facts/machine-images.ts";
import { nearest } from "../nearest.ts";
import { describeFound, didYouMean } from "../setting-problem.ts";
import { type Check, type PoolProblem, poolCheck } from "./check.ts";
import { duplicateEntries } from "./duplicates.ts";

/** Most labels of one pool: each becomes a tag of the Auto Scaling group, as taints do. */
const MOST_LABELS = 20;
/** Longest key of a label or taint in a node group (https://docs.aws.amazon.com/eks/latest/APIReference/API_Taint.html). */
const LONGEST_KEY = 63;
/** Nodes of one managed node group, unless AWS raised the quota (https://docs.aws.amazon.com/eks/latest/userguide/service-quotas.html). */
const MOST_NODES_OF_GROUP = 450;
const GIB = 2 ** 30;
/** Smallest and largest volume in GiB: the images' own need, and a gp3 volume's limit on every instance. */
const DISK_GIB = { gpu: 30, system: 20, most: 16_384 } as const;

/** Label prefixes that the kubelet, EKS, Karpenter, NVIDIA's components or this program own. */
const ownedPrefixes = [
  "k8s.amazonaws.com",
  "nvidia.com",
  "aiobs",
  "kubernetes.io",
  "k8s.io",
  "eks.amazonaws.com",
  "karpenter.sh",
  "karpenter.k8s.aws",
] as const;

/** What every node pool must keep to, and what system pools must. */
export const poolChecks: readonly Check[] = [
  poolCheck("any", "In a node pool, `min` is at most `max`.", ["min", "max"], ({ min, max }) =>
    min <= max ? [] : [{ at: ["min"], found: String(min), message: `expected at most max, ${max}` }],
  ),
  poolCheck(
    "any",
    "`desired` is from `min` to `max`.",
    ["min", "desired", "max"],
    ({ min, desired, max }): readonly PoolProblem[] => {
      if (min > max || (min <= desired && desired <= max)) return [];
      return [{ at: ["desired"], found: String(desired), message: `expected min to max, ${min} to ${max}` }];
    },
  ),
  poolCheck(
    "any",
    "A node group has at most 450 nodes.",
    ["max", "provisioner"],
    ({ max, provisioner }): readonly PoolProblem[] => {
      if (provisioner === "karpenter" || max <= MOST_NODES_OF_GROUP) return [];
      const message = `EKS takes at most ${MOST_NODES_OF_GROUP} nodes in a node group; make a second pool, or set provisioner: karpenter`;
      return [{ at: ["max"], found: String(max), message }];
    },
  ),
  ...(["min", "desired"] as const).map((key) =>
    poolCheck(
      "any",
      `With Karpenter, \`${key}\` is 0: it starts nodes for waiting pods only.`,
      [key, "provisioner"],
      (pool): readonly PoolProblem[] => {
        if (pool.provisioner === "node-group" || pool[key] === 0) return [];
        const message = "Karpenter starts nodes for waiting pods only; set it to 0, or provisioner: node-group";
        return [{ at: [key], found: String(pool[key]), message }];
      },
    ),
  ),
  poolCheck(
    "any",
    "With Karpenter, `update.strategy` is `auto`: it always starts the new node first.",
    ["update", "provisioner"],
    ({ update, provisioner }): readonly PoolProblem[] => {
      if (provisioner === "node-group" || update.strategy === "auto") return [];
      const message = "Karpenter always starts the new node first; leave it out, or set provisioner: node-group";
      return [{ at: ["update", "strategy"], found: describeFound(update.strategy), message }];
    },
  ),
  poolCheck(
    "any",
    "With Karpenter, `repair.mode` is `off`: it repairs the nodes of all its pools or of none.",
    ["repair", "provisioner"],
    ({ repair, provisioner }): readonly PoolProblem[] => {
      if (provisioner === "node-group" || repair.mode === "off") return [];
      const message =
        "Karpenter repairs the nodes of all its pools where its own feature gate NodeRepair is on; leave it out, or set provisioner: node-group";
      return [{ at: ["repair", "mode"], found: describeFound(repair.mode), message }];
    },
  ),
  poolCheck("any", "No instance type is twice in a pool.", ["instanceTypes"], ({ instanceTypes }) =>
    duplicateEntries(["instanceTypes"], instanceTypes),
  ),
  poolCheck("any", "No zone is twice in a pool.", ["zones"], ({ zones }) => duplicateEntries(["zones"], zones)),
  poolCheck("any", "No taint, by key and effect, is twice in a pool.", ["taints"], ({ taints }) =>
    duplicateEntries(
      ["taints"],
      taints.map(({ key, effect }) => `${key}:${effect}`),
    ),
  ),
  poolCheck(
    "any",
    "`disk` is of whole Gi, from 20Gi (with GPUs 30Gi) to 16384Gi.",
    ["kind", "disk"],
    ({ kind, disk }): readonly PoolProblem[] => {
      const gib = disk.bytes / GIB;
      if (Number.isInteger(gib) && gib >= DISK_GIB[kind] && gib <= DISK_GIB.most) return [];
      const message = `expected whole Gi from ${DISK_GIB[kind]}Gi to ${DISK_GIB.most}Gi`;
      return [{ at: ["disk"], found: describeFound(disk.text), message }];
    },
  ),
  poolCheck(
    "any",
    "`release` is one of the operating system of `amiFamily`.",
    ["amiFamily", "release"],
    ({ amiFamily, release }): readonly PoolProblem[] => {
      const { system } = machineImage(amiFamily);
      if (isRelease(release, system)) return [];
      const message = `expected a release of ${amiFamily} such as "${exampleRelease(system)}"`;
      return [{ at: ["release"], found: describeFound(release), message }];
    },
  ),
  poolCheck(
    "any",
    "A pool has at most 20 labels, none of Kubernetes', EKS', Karpenter's, NVIDIA's or the program's, and none empty.",
    ["labels"],
    ({ labels }): readonly PoolProblem[] => {
      const entries = Object.entries(labels);
      const tooMany = { at: ["labels"], message: `${entries.length} labels; at most ${MOST_LABELS} fit` };
      return [
        ...entries.flatMap(([key, value]) => [
          ...longKey(["labels", key], key),
          ...foreignKey(["labels", key], key),
          ...(value === "" ? [{ at: ["labels", key], message: "EKS takes no empty label; give it a value" }] : []),
        ]),
        ...(entries.length > MOST_LABELS ? [tooMany] : []),
      ];
    },
  ),
  poolCheck("any", "The key of a label or taint has at most 63 characters with its prefix.", ["taints"], ({ taints }) =>
    taints.flatMap(({ key }, index) => longKey(["taints", index, "key"], key)),
  ),
  poolCheck(
    "system",
    "A system pool is of known instance types without accelerators, all of one processor architecture.",
    ["instanceTypes"],
    ({ instanceTypes }): readonly PoolProblem[] => {
      const unfit = instanceTypes.flatMap((type, index) => unfitForSystem(["instanceTypes", index], type));
      const known = instanceTypes.filter((type) => knownTypes.has(type));
      if (new Set(known.map(architectureOf)).size < 2) return unfit;
      const message = "Arm and x86 types in one pool need two machine images; make a pool for each";
      return [...unfit, { at: ["instanceTypes"], message }];
    },
  ),
];

function unfitForSystem(at: PoolProblem["at"], type: string): readonly PoolProblem[] {
  if (knownTypes.has(type)) return [];
  const found = describeFound(type);
  if (findGpuInstance(type) !== undefined) {
    return [{ at, found, message: "has GPUs, which a system pool would leave idle; make it kind: gpu" }];
  }
  if (familiesLeftOut[familyOf(type)] !== undefined) {
    return [{ at, found, message: "has accelerators, which a system pool would leave idle; take a type without" }];
  }
  const hint = didYouMean(nearest(type, [...knownTypes]));
  const message = 'is not an instance type known here; expected one such as "m7i.xlarge" (facts/instance-types.ts)';
  return [{ at, found, message, hint }];
}

function longKey(at: PoolProblem["at"], key: string): readonly PoolProblem[] {
  if (key.length <= LONGEST_KEY) return [];
  return [{ at, message: `EKS takes at most ${LONGEST_KEY} characters in a key; this one has ${key.length}` }];
}

function foreignKey(at: PoolProblem["at"], key: string): readonly PoolProblem[] {
  const [, prefix] = /^([^/]*)\//.exec(key) ?? [];
  if (prefix === undefined) return [];
  const owner = ownedPrefixes.find((owned) => prefix === owned || prefix.endsWith(`.${owned}`));
  return owner === undefined ? [] : [{ at, message: `belongs to ${owner}; use a prefix of your own` }];
}
