import * as k8s from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";
import type { NodePool } from "../../config/node-pool-shape.ts";
import type { ScrapeJob } from "../../mixins/scrape-job.ts";
import type { StackContext } from "../stack-context.ts";
import { PART_OF, selectorLabels } from "../workload/labels.ts";
import { daemonSetArgs, type GpuDaemon } from "./daemon.ts";
import { DCGM_EXPORTER, DCGM_PORT, dcgmExporter, devicePlugin } from "./gpu-daemons.ts";
import { type GpuNodes, gpuNodesOf } from "./gpu-nodes.ts";

/** The namespace of the GPU software. */
const GPU_NAMESPACE = "gpu-system";

/** Arguments of `GpuSoftware`. */
export interface GpuSoftwareArgs {
  readonly context: Pick<StackContext, "stack" | "namespaces" | "imageMirror">;
  /** The stack's own pools. */
  readonly pools: Readonly<Record<string, NodePool>>;
  /** GPU nodes that the stack did not make, by their labels. They get device plugin and exporter. Default: none. */
  readonly existing?: readonly GpuNodes[];
  /** Name of the namespace. Default: `gpu-system`. */
  readonly namespace?: string;
}

/**
 * The software of GPU nodes in a namespace of its own: NVIDIA's device plugin, one DaemonSet for each way GPUs are shared,
 * and the DCGM exporter. Pod Security is `privileged` there, for both mount directories of the node and the exporter has
 * SYS_ADMIN; neither is privileged itself, has a token, or may talk to anything. Only Prometheus may talk to the exporter.
 */
export class GpuSoftware extends pulumi.ComponentResource {
  constructor(name: string, args: GpuSoftwareArgs, opts?: pulumi.ComponentResourceOptions) {
    super("aiobs:gpu:GpuSoftware", name, {}, opts);
    const { context, pools, existing = [] } = args;
    const labels = commonLabels(context.stack);
    const namespace = new k8s.core.v1.Namespace(
      name,
      {
        metadata: {
          name: args.namespace ?? GPU_NAMESPACE,
          labels: {
            ...labels,
            "pod-security.kubernetes.io/enforce": "privileged",
            "pod-security.kubernetes.io/enforce-version": "latest",
            "pod-security.kubernetes.io/audit": "privileged",
            "pod-security.kubernetes.io/warn": "privileged",
          },
        },
      },
      { parent: this },
    ).metadata.name;
    new k8s.networking.v1.NetworkPolicy(
      `${name}-default-deny`,
      {
        metadata: { name: "default-deny", namespace, labels },
        spec: { podSelector: {}, policyTypes: ["Ingress", "Egress"] },
      },
      { parent: this },
    );
    for (const nodes of [...gpuNodesOf(pools), ...existing]) {
      this.daemon(name, devicePlugin(nodes, context.imageMirror), "device-plugin", namespace, context.stack);
    }
    this.daemon(name, dcgmExporter(existing, context.imageMirror), "exporter", namespace, context.stack);
    this.letPrometheusIn(name, namespace, context);
    this.registerOutputs({});
  }

  private daemon(
    name: string,
    daemon: GpuDaemon,
    component: string,
    namespace: pulumi.Output<string>,
    stack: string,
  ): void {
    const selector = daemonSelector(daemon.name);
    const labels = { ...commonLabels(stack), ...selector, "app.kubernetes.io/component": component };
    const metadata = { name: daemon.name, namespace, labels };
    const resourceName = `${name}-${daemon.name}`;
    const account = new k8s.core.v1.ServiceAccount(
      resourceName,
      { metadata, automountServiceAccountToken: false },
      { parent: this },
    );
    const config = new k8s.core.v1.ConfigMap(
      resourceName,
      { metadata: { ...metadata, name: daemon.config.name }, data: { ...daemon.config.files } },
      { parent: this },
    );
    new k8s.apps.v1.DaemonSet(resourceName, daemonSetArgs(daemon, { namespace, labels, selector }), {
      parent: this,
      dependsOn: [account, config],
    });
  }

  private letPrometheusIn(name: string, namespace: pulumi.Output<string>, context: GpuSoftwareArgs["context"]): void {
    new k8s.networking.v1.NetworkPolicy(
      `${name}-${DCGM_EXPORTER}`,
      {
        metadata: { name: DCGM_EXPORTER, namespace, labels: commonLabels(context.stack) },
        spec: {
          podSelector: { matchLabels: daemonSelector(DCGM_EXPORTER) },
          policyTypes: ["Ingress"],
          ingress: [
            {
              from: [
                {
                  namespaceSelector: { matchLabels: { "kubernetes.io/metadata.name": context.namespaces.stack } },
                  podSelector: { matchLabels: selectorLabels("prometheus") },
                },
              ],
              ports: [{ port: DCGM_PORT, protocol: "TCP" }],
            },
          ],
        },
      },
      { parent: this },
    );
  }
}

function commonLabels(stack: string): Record<string, string> {
  return {
    "app.kubernetes.io/part-of": PART_OF,
    "app.kubernetes.io/instance": stack,
    "app.kubernetes.io/managed-by": "pulumi",
  };
}

function daemonSelector(name: string): Record<string, string> {
  return { "app.kubernetes.io/name": name, "app.kubernetes.io/part-of": PART_OF };
}

/**
 * The scrape job of the exporters, one a node. The labels `pod`, `namespace` and `container` of its metrics name who uses
 * the GPU; the target has none of these names, so nothing covers them.
 */
export function dcgmScrapeJob(cluster: string, namespace: string = GPU_NAMESPACE): ScrapeJob {
  const label = Object.entries(daemonSelector(DCGM_EXPORTER))
    .map(([key, value]) => `${key}=${value}`)
    .join(",");
  return {
    job_name: DCGM_EXPORTER,
    metrics_path: "/metrics",
    honor_labels: false,
    kubernetes_sd_configs: [{ role: "pod", namespaces: { names: [namespace] }, selectors: [{ role: "pod", label }] }],
    relabel_configs: [
      { source_labels: ["__meta_kubernetes_pod_container_port_name"], action: "keep", regex: "http" },
      { target_label: "cluster", replacement: cluster },
      { source_labels: ["__meta_kubernetes_pod_node_name"], target_label: "instance" },
    ],
  };
}
