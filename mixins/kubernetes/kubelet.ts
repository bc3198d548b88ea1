/**
 * What each node's kubelet tells: of itself and its volumes (`/metrics`), and of the containers, through the cAdvisor that is
 * built into it (`/metrics/cadvisor`). Source: https://kubernetes.io/docs/reference/instrumentation/metrics/
 */
import type { Catalogue, Label } from "../../queries/catalogue.ts";
import { cluster, clusterObject, container, followsFrom, NODES, namespace, node, pod } from "../cluster-labels.ts";
import { oneOf } from "../one-of.ts";
import { recordedCatalogue } from "../recorded-catalogue.ts";
import { droppedSeries } from "./dropped.ts";

/** The labels of a kubelet's targets. */
const ofKubelet = {
  cluster,
  instance: { ...node, reason: "a kubelet is named by its node" },
  node,
} as const satisfies Readonly<Record<string, Label>>;

/** A kubelet's own series, and those of the volumes that its pods claim. */
export const kubeletCatalogue: Catalogue = recordedCatalogue({
  system: "kubelet",
  owns: ["kubelet_"],
  targetLabels: { ...ofKubelet, job: oneOf("kubelet") },
  record: new URL("recorded/kubelet-1.36.3.json", import.meta.url),
  knowledge: {
    labels: {
      namespace,
      pod,
      container,
      persistentvolumeclaim: clusterObject("persistentvolumeclaim", 1000),
    },
    dropped: droppedSeries.kubelet,
  },
});

/**
 * The series of control groups: a container's, a pod's (`container` is empty) and the node's (`pod` too; its `id` is `/`).
 */
export const cadvisorCatalogue: Catalogue = recordedCatalogue({
  system: "cadvisor",
  owns: ["container_", "machine_"],
  targetLabels: { ...ofKubelet, job: oneOf("cadvisor") },
  record: new URL("recorded/cadvisor-0.56.2.json", import.meta.url),
  knowledge: {
    labels: {
      namespace,
      pod,
      container,
      id: followsFrom("cgroup", 20_000),
      image: { bound: 500, reason: "images of the cluster" },
      name: followsFrom("container", 10_000),
      cpu: { bound: 1, examples: ["total"], reason: "the kubelet reports the sum alone" },
      device: { bound: 10, examples: ["/dev/nvme0n1"], reason: "block devices of a node" },
      interface: { bound: 4, examples: ["eth0"], reason: "interfaces of a pod" },
      machine_id: followsFrom("node", NODES),
      system_uuid: followsFrom("node", NODES),
      boot_id: followsFrom("node", NODES),
    },
    metrics: {
      container_memory_cache: { unit: "bytes" },
      container_memory_rss: { unit: "bytes" },
      container_memory_swap: { unit: "bytes" },
      container_start_time_seconds: { unit: "timestamp" },
    },
    dropped: droppedSeries.cadvisor,
  },
});
