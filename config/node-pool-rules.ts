/**
 * Which node pools make sense, whatever their kind: the rules that look at more than one setting, or at AWS' limits.
 *
 * A rule names the settings it needs and is skipped where one of them already has an error of its own, so a stack gets
 * all errors at once and none twice.
 */
import { findGpuInstance } from "./gpu-instances.ts";
import { keyProblems, ownerProblems, valueProblems } from "./node-labels.ts";
import type { NodePool, SystemPool } from "./node-pool-shape.ts";

/** One thing that is wrong with the settings. */
export interface Finding {
  /** Where, relative to what was checked. */
  readonly path: readonly (string | number)[];
  /** What was found, what is allowed, what to do. */
  readonly message: string;
}

/** One rule. */
export interface Rule<Pool> {
  /** The settings it looks at. */
  readonly needs: readonly (keyof Pool & string)[];
  find(pool: Pool): readonly Finding[];
}

/**
 * Most labels and taints of one pool. Each becomes a tag of the Auto Scaling group, which holds 50, EKS' own five among
 * them (https://docs.aws.amazon.com/autoscaling/ec2/userguide/ec2-auto-scaling-tagging.html).
 */
const MOST_LABELS = 20;
const MOST_TAINTS = 10;
/** Longest name of a pool: it leaves room for prefix and suffix in IAM's 64 characters for a role. */
const NAME_LENGTH = 32;
const GIB = 2 ** 30;
/** Smallest and largest volume in GiB: the images' own need, and a gp3 volume's limit on every instance. */
const DISK_GIB = { gpu: 30, system: 20, most: 16_384 } as const;

const releases = {
  al2023: { pattern: /^\d+\.\d+\.\d+-\d{8}$/, example: "1.36.2-20261105" },
  bottlerocket: { pattern: /^\d+\.\d+\.\d+-[0-9a-f]{8}$/, example: "1.52.0-0a1b2c3d" },
} as const;

/** The name a pool has outside the program: lower case, with single hyphens. Two pools must not share one. */
export function physicalPoolName(name: string): string {
  return name
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, "-")
    .replaceAll(/^-+|-+$/g, "");
}

/** What is wrong with the pools' names. */
export function nameFindings(names: readonly string[]): readonly Finding[] {
  const first = new Map<string, string>();
  return names.flatMap((name): Finding[] => {
    if (!/^[A-Za-z][A-Za-z0-9_-]*$/.test(name) || name.length > NAME_LENGTH) {
      const message = `"${name}" is not a name for a pool; use at most ${NAME_LENGTH} letters, digits and hyphens, a letter first`;
      return [{ path: [name], message }];
    }
    const physical = physicalPoolName(name);
    const other = first.get(physical);
    if (other === undefined) {
      first.set(physical, name);
      return [];
    }
    return [
      { path: [name], message: `pools "${other}" and "${name}" would both be called "${physical}" in AWS; rename one` },
    ];
  });
}

/** What the rules find in a pool, leaving out those that need one of the broken settings. */
export function findings<Pool>(
  rules: readonly Rule<Pool>[],
  pool: Pool,
  broken: ReadonlySet<PropertyKey>,
): readonly Finding[] {
  return rules.filter(({ needs }) => !needs.some((key) => broken.has(key))).flatMap((rule) => rule.find(pool));
}

/** A finding at one of a pool's settings, or deeper. */
export function at(key: string, message: string, ...rest: readonly (string | number)[]): Finding {
  return { path: [key, ...rest], message };
}

/** The rules of every pool. */
export const commonPoolRules: readonly Rule<NodePool>[] = [
  {
    needs: ["desired", "max"],
    find: ({ desired, max }) =>
      desired <= max ? [] : [at("desired", `desired ${desired} is over max ${max}; lower desired or raise max`)],
  },
  {
    needs: ["min", "desired", "provisioner"],
    find: ({ min, desired, provisioner }) =>
      min <= desired || provisioner === "karpenter"
        ? []
        : [at("min", `min ${min} is over desired ${desired}; raise desired or lower min`)],
  },
  {
    needs: ["min", "desired", "provisioner"],
    find: ({ min, desired, provisioner }) =>
      provisioner === "node-group"
        ? []
        : Object.entries({ min, desired })
            .filter(([, nodes]) => nodes > 0)
            .map(([key, nodes]) =>
              at(
                key,
                `${key} is ${nodes}, but Karpenter starts nodes for waiting pods only; set it to 0, or provisioner: node-group`,
              ),
            ),
  },
  { needs: ["instanceTypes"], find: ({ instanceTypes }) => duplicates(instanceTypes, "instanceTypes") },
  { needs: ["zones"], find: ({ zones }) => duplicates(zones ?? [], "zones") },
  {
    needs: ["kind", "disk"],
    find: ({ kind, disk }) => {
      const gib = disk.bytes / GIB;
      if (Number.isInteger(gib) && gib >= DISK_GIB[kind] && gib <= DISK_GIB.most) return [];
      return [
        at("disk", `a disk of ${disk.text} does not do; use whole Gi from ${DISK_GIB[kind]}Gi to ${DISK_GIB.most}Gi`),
      ];
    },
  },
  {
    needs: ["amiFamily", "release"],
    find: ({ amiFamily, release }) => {
      const { pattern, example } = amiFamily.startsWith("bottlerocket") ? releases.bottlerocket : releases.al2023;
      return pattern.test(release)
        ? []
        : [at("release", `"${release}" is not a release of ${amiFamily}; write it as "${example}"`)];
    },
  },
  {
    needs: ["update"],
    find: ({ update }) =>
      Object.keys(update).length === 1
        ? []
        : [at("update", "set one of maxUnavailable and maxUnavailablePercentage, e.g. { maxUnavailable: 1 }")],
  },
  { needs: ["labels"], find: ({ labels }) => labelFindings(labels) },
  { needs: ["taints"], find: ({ taints }) => taintFindings(taints) },
];

/** The rules of system pools. */
export const systemPoolRules: readonly Rule<SystemPool>[] = [
  {
    needs: ["instanceTypes"],
    find: ({ instanceTypes }) =>
      instanceTypes.flatMap((type, index) => {
        if (findGpuInstance(type) !== undefined) {
          return [
            at("instanceTypes", `"${type}" has GPUs, which a system pool would leave idle; make it kind: gpu`, index),
          ];
        }
        if (/^[a-z][a-z0-9-]*\.[a-z0-9-]+$/.test(type)) return [];
        return [at("instanceTypes", `"${type}" is not an instance type; write it as "m7i.xlarge"`, index)];
      }),
  },
  {
    needs: ["instanceTypes"],
    find: ({ instanceTypes }) => {
      if (new Set(instanceTypes.map(architectureOf)).size < 2) return [];
      return [at("instanceTypes", "Arm and x86 types in one pool need two machine images; make a pool for each")];
    },
  },
];

/**
 * The processor architecture of an instance type that is no GPU instance. Graviton families carry a `g` after their
 * generation (https://docs.aws.amazon.com/ec2/latest/instancetypes/instance-type-names.html); `a1` was the first.
 */
export function architectureOf(instanceType: string): "arm64" | "x86_64" {
  return /^(a1|[a-z]+\d+[a-z]*g[a-z]*)[.-]/.test(instanceType) ? "arm64" : "x86_64";
}

function labelFindings(labels: NodePool["labels"]): readonly Finding[] {
  const entries = Object.entries(labels);
  return [
    ...entries.flatMap(([key, value]) =>
      [...keyProblems(key), ...ownerProblems(key), ...valueProblems(value)].map((message) =>
        at("labels", message, key),
      ),
    ),
    ...(entries.length > MOST_LABELS
      ? [at("labels", `${entries.length} labels; at most ${MOST_LABELS} fit beside the other tags`)]
      : []),
  ];
}

function taintFindings(taints: NodePool["taints"]): readonly Finding[] {
  const whole = taints.map(({ key, effect }) => `${key}:${effect}`);
  return [
    ...duplicates(whole, "taints"),
    ...taints.flatMap(({ key, value }, index) => [
      ...keyProblems(key).map((message) => at("taints", message, index, "key")),
      ...(value === "" ? [] : valueProblems(value)).map((message) => at("taints", message, index, "value")),
    ]),
    ...(taints.length > MOST_TAINTS
      ? [at("taints", `${taints.length} taints; at most ${MOST_TAINTS} fit beside the other tags`)]
      : []),
  ];
}

function duplicates(values: readonly string[], key: string): readonly Finding[] {
  return values.flatMap((value, index) =>
    values.indexOf(value) < index ? [at(key, `"${value}" is listed twice; take one out`, index)] : [],
  );
}
