import * as pulumi from "@pulumi/pulumi";
import type { Connection } from "../network/connection.ts";
import type { StackContext } from "../stack-context.ts";
import { Workload } from "../workload/workload.ts";

/** Arguments of `KubeStateMetrics`. */
export interface KubeStateMetricsArgs {
  readonly context: StackContext;
  /** The Kubernetes API, which it watches. */
  readonly apiServer: Connection;
}

/**
 * The kinds of objects whose state becomes metrics, by API group. Secrets and ConfigMaps are left out on purpose:
 * their metrics are few, and the right to list them is the right to read them.
 */
const WATCHED: readonly { readonly apiGroup: string; readonly resources: readonly string[] }[] = [
  {
    apiGroup: "",
    resources: [
      "namespaces",
      "nodes",
      "persistentvolumeclaims",
      "persistentvolumes",
      "pods",
      "replicationcontrollers",
      "resourcequotas",
      "services",
    ],
  },
  { apiGroup: "apps", resources: ["daemonsets", "deployments", "replicasets", "statefulsets"] },
  { apiGroup: "autoscaling", resources: ["horizontalpodautoscalers"] },
  { apiGroup: "batch", resources: ["cronjobs", "jobs"] },
  { apiGroup: "policy", resources: ["poddisruptionbudgets"] },
];

/** kube-state-metrics: the state of Kubernetes' objects as metrics. One replica: it holds no state of its own. */
export class KubeStateMetrics extends pulumi.ComponentResource {
  readonly workload: Workload;

  constructor(name: string, args: KubeStateMetricsArgs, opts?: pulumi.ComponentResourceOptions) {
    super("aiobs:kube-state-metrics:KubeStateMetrics", name, {}, opts);
    this.workload = new Workload(
      name,
      {
        context: args.context,
        part: "kube-state-metrics",
        image: "kubeStateMetrics",
        replication: { kind: "Deployment", replicas: 1 },
        args: [
          "--port=8080",
          "--telemetry-port=8081",
          `--resources=${WATCHED.flatMap(({ resources }) => resources)
            .sort()
            .join(",")}`,
        ],
        // About 190 MiB per 1,000 nodes (https://github.com/kubernetes/kube-state-metrics#resource-recommendation).
        resources: { cpu: "100m", cpuLimit: "1", memory: "256Mi" },
        probes: {
          readiness: { port: "telemetry", path: "/readyz" },
          liveness: { port: "http", path: "/livez" },
          startupSeconds: 60,
        },
        apiAccess: {
          why: "turns the state of the objects it watches into metrics",
          rules: WATCHED.map(({ apiGroup, resources }) => ({
            apiGroups: [apiGroup],
            resources,
            verbs: ["list", "watch"],
          })),
        },
        calls: [args.apiServer],
      },
      { parent: this },
    );
    this.registerOutputs({});
  }
}
