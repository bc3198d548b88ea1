import * as z from "zod";
import { patternType } from "./types/text-type.ts";

/** The key of a node's label: an optional DNS prefix, a slash, and a name of at most 63 characters. */
const labelKey = () =>
  patternType({
    name: "node label",
    expected: 'the key of a node\'s label such as "example.com/gpu"',
    examples: ["example.com/gpu"],
    // https://kubernetes.io/docs/concepts/overview/working-with-objects/labels/#syntax-and-character-set
    pattern:
      /^(?:(?=[^/]{1,253}\/)[a-z0-9](?:[-a-z0-9]*[a-z0-9])?(?:\.[a-z0-9](?:[-a-z0-9]*[a-z0-9])?)*\/)?[A-Za-z0-9](?:[-A-Za-z0-9_.]{0,61}[A-Za-z0-9])?$/,
  });

const labelValue = () =>
  patternType({
    name: "value of a node label",
    expected:
      'the value of a label: empty, or at most 63 letters, digits, ".", "_" and "-" with a letter or digit at both ends',
    examples: ["a100"],
    pattern: /^(?:[A-Za-z0-9](?:[-A-Za-z0-9_.]{0,61}[A-Za-z0-9])?)?$/,
  });

/** The name becomes part of the names of DaemonSets and of a label's value: the whole must fit in 63 characters. */
const groupName = () =>
  patternType({
    name: "group of GPU nodes",
    expected: "a name of at most 32 lower-case letters, digits and hyphens, a letter first",
    examples: ["lab"],
    pattern: /^[a-z](?:[a-z0-9-]{0,30}[a-z0-9])?$/,
    nearest: (text) => text.toLowerCase().replaceAll(/[^a-z0-9]+/g, "-"),
  });

const mig = z.strictObject({
  mig: patternType({
    name: "MIG profile",
    expected: 'a MIG profile such as "1g.10gb"',
    examples: ["1g.10gb"],
    pattern: /^\d+g\.\d+gb(?:\+[a-z.]+)?$/,
  }).describe(
    "The MIG profile that every GPU is split by already, e.g. `1g.10gb`. The device plugin offers the slices as GPUs.",
  ),
});

const timeSlicing = z.strictObject({
  timeSlicing: z
    .int()
    .min(2)
    .max(48)
    .describe("Pods that take turns on one GPU, 2 to 48. Their memory is not isolated."),
});

const existingGpuNodesSchema = z.strictObject({
  labels: z
    .record(labelKey(), z.array(labelValue()).min(1))
    .refine((labels) => Object.keys(labels).length > 0, {
      error: 'expected at least one label that tells these nodes apart, e.g. { example.com/gpu: ["a100"] }',
    })
    .describe("Labels by which the nodes are known: each has one of the values. The stack's own pools must not match."),
  gpuSharing: z
    .union([mig, timeSlicing])
    .exactOptional()
    .describe("How several pods share a GPU: one of the two. Left out: a pod has whole GPUs."),
  devicePlugin: z
    .enum(["install", "present"])
    .prefault("install")
    .describe("Whether the stack installs NVIDIA's device plugin there. `present`: the nodes have one already."),
});

/** GPU nodes that the stack did not make, by name of the group. */
export const gpuNodesSchema = z
  .record(groupName(), existingGpuNodesSchema)
  .prefault({})
  .describe(
    "GPU nodes that the cluster has already, by name: they get the DCGM exporter and, where it is missing, the device plugin. Driver and container toolkit are theirs.",
  );

/** A group of GPU nodes that the stack did not make. */
export type ExistingGpuNodes = z.output<typeof existingGpuNodesSchema>;
