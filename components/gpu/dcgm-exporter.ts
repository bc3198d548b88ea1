import { portNumber, type ServerIdentity } from "../workload/identity.ts";
import type { NodeRequirement, Server } from "../workload/server.ts";
import { allGpus, gpuEnvironment } from "./all-gpus.ts";
import { countersCsv } from "./counters.ts";

const IDENTITY = {
  name: "dcgm-exporter",
  zone: "host",
  component: "exporter",
  instance: "node",
  ports: { http: { number: 9400, metricsPath: "/metrics" } },
} as const satisfies ServerIdentity;

const CONFIG_DIRECTORY = "/etc/aiobs";

/**
 * NVIDIA's DCGM exporter on every GPU node: metrics of GPUs and MIG slices, each with the pod that uses it.
 *
 * @param nodes the nodes it runs on: those that meet all requirements of one of the lists.
 */
export function dcgmExporter(nodes: readonly (readonly NodeRequirement[])[]): Server {
  return {
    ...IDENTITY,
    image: "dcgmExporter",
    replication: { kind: "DaemonSet", nodes },
    environment: {
      ...gpuEnvironment,
      DCGM_EXPORTER_LISTEN: `:${portNumber(IDENTITY, "http")}`,
      DCGM_EXPORTER_COLLECTORS: `${CONFIG_DIRECTORY}/counters.csv`,
      // Which pod has which GPU is the kubelet's to say, by its pod-resources socket: no access to the API is needed.
      DCGM_EXPORTER_KUBERNETES: "true",
      NODE_NAME: { podField: "spec.nodeName" },
      NVIDIA_MIG_MONITOR_DEVICES: "all",
    },
    config: [
      {
        name: "config",
        mountPath: CONFIG_DIRECTORY,
        folder: "dcgm-exporter",
        files: { "counters.csv": countersCsv() },
        onChange: "restart",
      },
    ],
    // DCGM, which runs inside the exporter, keeps sockets and locks there.
    scratch: [
      { name: "tmp", mountPath: "/tmp", sizeLimit: "64Mi" },
      { name: "run", mountPath: "/run", sizeLimit: "64Mi" },
    ],
    resources: { cpu: "100m", cpuLimit: "500m", memory: "512Mi" },
    probes: {
      readiness: { port: "http", path: "/health" },
      liveness: { port: "http", path: "/health" },
      startupSeconds: 120,
    },
    hostAccess: {
      why: "SYS_ADMIN for the profiling counters and to see every MIG slice; the kubelet's socket, which is root's, tells which pod has which GPU",
      user: "root",
      capabilities: ["SYS_ADMIN"],
      paths: [
        allGpus,
        {
          name: "pod-resources",
          path: "/var/lib/kubelet/pod-resources",
          mountPath: "/var/lib/kubelet/pod-resources",
        },
      ],
    },
    calls: [],
  };
}
