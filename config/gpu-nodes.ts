import * as z from "zod";
import { gpuSharing } from "./gpu-sharing.ts";
import { dnsLabel } from "./types/dns-name.ts";
import { labelKey, labelValue } from "./types/label.ts";
import { nodesName } from "./types/nodes-name.ts";

const existingGpuNodesSchema = z.strictObject({
  labels: z
    .record(labelKey(), z.array(labelValue()).min(1))
    .refine((labels) => Object.keys(labels).length > 0, {
      error: 'expected at least one label that tells these nodes apart, e.g. { example.com/gpu: ["a100"] }',
    })
    .describe("Labels by which the nodes are known: each has one of the values. The stack's own pools must not match."),
  gpuSharing: gpuSharing(),
  runtimeClass: dnsLabel(["nvidia"])
    .exactOptional()
    .describe(
      "The RuntimeClass that gives pods their GPUs, e.g. `nvidia`, where that is not the nodes' default runtime (GPU " +
        "Operator, k3s). Left out: it is the default.",
    ),
  devicePlugin: z
    .enum(["install", "present"])
    .prefault("install")
    .describe("Whether the stack installs NVIDIA's device plugin there. `present`: the nodes have one already."),
  computeDomains: z
    .enum(["on", "off"])
    .prefault("off")
    .describe(
      "`on`: NVIDIA's DRA driver joins GPUs over the NVLink of a rack (GB200, GB300) for pods that claim a ComputeDomain, and leaves " +
        "GPUs to the device plugin. Needs Kubernetes 1.34 (`resource.k8s.io/v1`), the driver on the node itself, and its service " +
        "`nvidia-imex` off. One stack of a cluster alone.",
    ),
});

/** GPU nodes that the stack did not make, by name of the group. */
export const gpuNodesSchema = z
  .record(nodesName(), existingGpuNodesSchema)
  .prefault({})
  .describe(
    "GPU nodes that the cluster has already, by name: they get the DCGM exporter and, where it is missing, the device plugin. Driver and container toolkit are theirs.",
  );

/** A group of GPU nodes that the stack did not make. */
export type ExistingGpuNodes = z.output<typeof existingGpuNodesSchema>;
