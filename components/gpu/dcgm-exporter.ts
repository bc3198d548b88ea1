import { portNumber, type ServerIdentity } from "../workload/identity.ts";
import type { Server } from "../workload/server.ts";
import { allGpus, gpuEnvironment } from "./all-gpus.ts";
import { countersCsv } from "./counters.ts";
import type { RuntimeNodes } from "./gpu-nodes.ts";

const IDENTITY = {
  name: "dcgm-exporter",
  zone: "host",
  component: "exporter",
  instance: "node",
  ports: { http: { number: 9400, metricsPath: "/metrics" } },
} as const satisfies ServerIdentity;

const CONFIG_DIRECTORY = "/etc/aiobs";

/**
 * NVIDIA's DCGM exporter on the GPU nodes of one runtime: metrics of GPUs and MIG slices, each with the pod that uses it.
 *
 * @param memory its request and limit.
 */
export function dcgmExporter({ runtimeClass, alternatives }: RuntimeNodes, memory: string): Server {
  return {
    ...IDENTITY,
    ...(runtimeClass === undefined ? {} : { variant: runtimeClass, runtimeClass }),
    image: "dcgmExporter",
    replication: { kind: "DaemonSet", nodes: alternatives },
    environment: {
      ...gpuEnvironment,
      // Go took as many threads as the node has processors, and with them bursts of memory at each scrape
      // (https://github.com/pytorch/ci-infra/pull/1018).
      GOMAXPROCS: "2",
      DCGM_EXPORTER_LISTEN: `:${portNumber(IDENTITY, "http")}`,
      DCGM_EXPORTER_COLLECTORS: `${CONFIG_DIRECTORY}/counters.csv`,
      // Which pod has which GPU is the kubelet's to say, by its pod-resources socket: no access to the API is needed.
      DCGM_EXPORTER_KUBERNETES: "true",
      // Each pod on a GPU that is shared in turns has series of its own, told apart by `vgpu`, not one of them at random.
      KUBERNETES_VIRTUAL_GPUS: "true",
      // Milliseconds. Default: 30000, half of the minute in which a fault is to be paged.
      DCGM_EXPORTER_INTERVAL: "15000",
      NODE_NAME: { podField: "spec.nodeName" },
      NVIDIA_MIG_MONITOR_DEVICES: "all",
    },
    // https://docs.nvidia.com/datacenter/dcgm/latest/reference/command-line-reference/dcgm-exporter.html
    environmentFlags: [
      ...["collectors", "f", "address", "a", "kubernetes", "k", "collect-interval", "c"],
      "kubernetes-virtual-gpus",
    ],
    config: [
      {
        name: "config",
        mountPath: CONFIG_DIRECTORY,
        folder: runtimeClass === undefined ? IDENTITY.name : `${IDENTITY.name}/${runtimeClass}`,
        files: { "counters.csv": countersCsv() },
        onChange: "restart",
      },
    ],
    // DCGM, which runs inside the exporter, keeps sockets and locks there.
    scratch: [
      { name: "tmp", mountPath: "/tmp", sizeLimit: "64Mi" },
      { name: "run", mountPath: "/run", sizeLimit: "64Mi" },
    ],
    resources: { cpu: "100m", cpuLimit: "500m", memory },
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
