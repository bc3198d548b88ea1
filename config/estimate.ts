import * as z from "zod";

const count = (least = 0) => z.int().min(least).max(10_000_000);

/** The numbers of a stack that no other setting tells, for the estimate of its series. */
export const estimateSchema = z
  .strictObject({
    nodes: count(1)
      .exactOptional()
      .describe("Nodes of the Kubernetes cluster at most. Left out: what the node pools may scale to, at least 10."),
    pods: count(1).exactOptional().describe("Pods at most. Left out: 30 a node."),
    containers: count(1).exactOptional().describe("Containers at most. Left out: two a pod."),
    namespaces: count(1).prefault(50).describe("Namespaces at most."),
    coresPerNode: count(1).prefault(48).describe("Processors of a node, of which node_exporter tells each by itself."),
    services: count(1).prefault(20).describe("Services that send spans at most, the systems' own among them."),
    spanNames: count(1)
      .prefault(5)
      .describe(
        "Names that the spans of one service have at most: of its routes and of what it does. Each is counted with how it ended.",
      ),
    gpuNodes: count()
      .exactOptional()
      .describe("GPU nodes at most. Left out: those of the pools, and four for each group of `gpuNodes`."),
    gpus: count()
      .exactOptional()
      .describe(
        "GPUs at most; where they are split, their slices. Left out: those of the pools, and eight for each other GPU node.",
      ),
  })
  .prefault({})
  .describe(
    "How large the stack may become, as far as no other setting says. From it follow the estimate of its series, and what " +
      "Prometheus gets where `prometheus` leaves it out.",
  );
