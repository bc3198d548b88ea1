import * as z from "zod";
import { bytes } from "../types/bytes.ts";
import { cpu } from "../types/cpu.ts";
import { dnsLabel } from "../types/dns-name.ts";
import { imageReference } from "../types/image.ts";
import { annotationKey, labelKey, labelValue } from "../types/label.ts";
import { list } from "../types/list.ts";
import { port } from "../types/port.ts";
import { patternType } from "../types/text-type.ts";
import { partNames } from "./catalogue.ts";

/** A toleration, in Kubernetes' own words (https://kubernetes.io/docs/concepts/scheduling-eviction/taint-and-toleration/). */
const tolerationSchema = z.strictObject({
  key: labelKey().exactOptional().describe("The taint's key. Left out: every key, with `operator: Exists` alone."),
  operator: z
    .enum(["Equal", "Exists"])
    .prefault("Equal")
    .describe("`Equal`: the taint has this `value`; `Exists`: whatever value it has."),
  value: labelValue().exactOptional().describe("The taint's value. Left out: empty."),
  effect: z
    .enum(["NoSchedule", "PreferNoSchedule", "NoExecute"])
    .exactOptional()
    .describe("The taint's effect. Left out: each."),
  tolerationSeconds: z
    .int()
    .min(0)
    .exactOptional()
    .describe("How long a pod stays on a node with a taint of the effect `NoExecute`. Left out: for ever."),
});

function argument() {
  return patternType({
    name: "argument",
    expected: 'one command-line argument such as "--log.level=debug", the value behind an equals sign',
    examples: ["--log.level=debug"],
    pattern: /^--?[A-Za-z][\w.-]*(?:=.*)?$/,
    nearest: (text) => text.trim().replace(/^(--?[\w.-]+)\s+/, "$1="),
  });
}

const existingSchema = z.strictObject({
  existing: z
    .strictObject({
      namespace: dnsLabel(["kube-system"]).describe("The namespace of its pods."),
      podLabels: z
        .record(labelKey(), labelValue())
        .refine((labels) => Object.keys(labels).length > 0, {
          error: "expected at least one label that its pods bear, e.g. { app.kubernetes.io/name: kube-state-metrics }",
        })
        .describe("Labels that all of its pods bear, and no others."),
      port: port().describe("The container port that serves its metrics, which the containers must declare."),
      network: z
        .enum(["pods", "nodes"])
        .prefault("pods")
        .describe(
          "`nodes`: its pods use the network of their nodes (`hostNetwork`), as node_exporter's do in most charts.",
        ),
    })
    .describe(
      "One that the cluster has already: Prometheus scrapes it where it stands, under the name of the stack's own.",
    ),
});

const partSchema = z
  .strictObject({
    deploy: z
      .union([z.enum(["on", "off"]), existingSchema])
      .prefault("on")
      .describe(
        "Whether the stack brings the part. `off`: it does not, and what stands on it is left out as well: node-exporter with the rules and " +
          "dashboards of nodes, dcgm-exporter with those of GPUs, efa-exporter with those of EFA, nvidia-device-plugin, efa-device-plugin. Or the one that is there: " +
          "kube-state-metrics, node-exporter, dcgm-exporter.",
      ),
    cpu: cpu()
      .exactOptional()
      .describe(
        "Processor time that each pod asks for; its limit is at least four times that. Left out: as the part has it.",
      ),
    memory: bytes({ min: "16Mi", max: "32Ti" })
      .exactOptional()
      .describe("Memory of each pod: what it asks for and its limit. Left out: as the part has it."),
    storageClass: dnsLabel(["gp3"])
      .exactOptional()
      .describe(
        "Storage class of its volumes, for parts that have some. Another one makes the volumes anew, which protected data refuses. Left " +
          "out: `cluster.storageClass`.",
      ),
    nodeSelector: z
      .record(labelKey(), labelValue())
      .exactOptional()
      .describe(
        "Labels that a node must have, all of them, beside what the part itself asks of nodes. Left out: none.",
      ),
    tolerations: list(tolerationSchema)
      .exactOptional()
      .describe(
        "Taints that its pods bear, in Kubernetes' words. Left out: none; of a part that is on every node, all of them.",
      ),
    priorityClass: dnsLabel(["system-cluster-critical"])
      .exactOptional()
      .describe(
        "A PriorityClass that the cluster has. Left out: the stack's own, above applications; of a part that is on every node " +
          "`system-node-critical`.",
      ),
    labels: z
      .record(labelKey(), labelValue())
      .exactOptional()
      .describe("Further labels of its pods. Those that the program and Kubernetes set are refused."),
    annotations: z
      .record(annotationKey(), z.string())
      .exactOptional()
      .describe("Further annotations of its pods. Those that the program sets are refused."),
    arguments: list(argument(), { min: 1 })
      .exactOptional()
      .describe(
        "Further command-line arguments of its main container. One that the program sets, or that it relies on, is refused.",
      ),
    image: imageReference()
      .exactOptional()
      .describe(
        "Another image of its main container, which must be of the same version to be what was tested. It is pulled as it is written, " +
          "whatever `images` says. Left out: the program's own.",
      ),
  })
  .describe("What is different of one part.");

/** What a stack changes of its parts, by name. */
export const partsSchema = z
  .partialRecord(z.enum(partNames), partSchema)
  .prefault({})
  .describe(
    "What is different of single parts (the workloads of the stack), by name: where their pods run, what they ask for, what they are called with. " +
      "How many there are and how large their volumes are, their own sections say: `prometheus.replicas`, `logs.storage`. " +
      `The names: ${partNames.map((name) => `\`${name}\``).join(", ")}.`,
  );

/** A part that the cluster has already, and where. */
export type ExistingPart = z.output<typeof existingSchema>["existing"];

/** What a stack changes of one part. */
export type PartSettings = z.output<typeof partSchema>;
