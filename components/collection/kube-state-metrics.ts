import type { PlaceFacts } from "../place.ts";
import { portNumber, type ServerIdentity } from "../workload/identity.ts";
import type { Server } from "../workload/server.ts";

const IDENTITY = {
  name: "kube-state-metrics",
  zone: "main",
  component: "exporter",
  ports: {
    http: { number: 8080, metricsPath: "/metrics", labelsOf: "server" },
    telemetry: { number: 8081, metricsPath: "/metrics" },
  },
} as const satisfies ServerIdentity;

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
export function kubeStateMetrics({ apiServer }: Pick<PlaceFacts, "apiServer">): Server {
  return {
    ...IDENTITY,
    image: "kubeStateMetrics",
    replication: { kind: "Deployment", replicas: 1 },
    args: [
      `--port=${portNumber(IDENTITY, "http")}`,
      `--telemetry-port=${portNumber(IDENTITY, "telemetry")}`,
      `--resources=${WATCHED.flatMap(({ resources }) => resources)
        .sort()
        .join(",")}`,
      // How many GPUs a node should have, which an alert compares with what DCGM sees; and what a fleet is divided by.
      "--metric-labels-allowlist=nodes=[aiobs/gpu-sharing,aiobs/pool,node.kubernetes.io/instance-type,nvidia.com/gpu.count]",
    ],
    // Its own recommendation is 190 MiB per 1,000 nodes, but 307 MiB were seen at 322 pods on few nodes: pods count.
    resources: { cpu: "100m", cpuLimit: "1", memory: "1Gi" },
    probes: {
      readiness: { port: "telemetry", path: "/readyz" },
      liveness: { port: "http", path: "/livez" },
      startupSeconds: 60,
    },
    apiAccess: {
      why: "turns the state of the objects it watches into metrics",
      rules: WATCHED.map(({ apiGroup, resources }) => ({ apiGroups: [apiGroup], resources, verbs: ["list", "watch"] })),
    },
    calls: [apiServer],
  };
}
