/** The GPU software, as data: what each piece is, may do, and runs on. */
import { stringify } from "yaml";
import { devicePluginConfig } from "../compute/gpu-sharing.ts";
import { countersCsv } from "./counters.ts";
import type { GpuDaemon } from "./daemon.ts";
import { anyGpuNode, type GpuNodes } from "./gpu-nodes.ts";

/** The images, pinned (https://github.com/NVIDIA/k8s-device-plugin/releases, https://github.com/NVIDIA/dcgm-exporter/releases). */
const images = {
  devicePlugin: "nvcr.io/nvidia/k8s-device-plugin:v0.20.0",
  dcgmExporter: "nvcr.io/nvidia/k8s/dcgm-exporter:4.5.3-4.8.2-distroless",
} as const;

/** The port the DCGM exporter listens on. */
export const DCGM_PORT = 9400;

/** The name of the DCGM exporter: its DaemonSet's, and its scrape job's. */
export const DCGM_EXPORTER = "dcgm-exporter";

function pinned(image: string, mirror: string | undefined): string {
  return mirror === undefined ? image : `${mirror.replace(/\/+$/, "")}/${image.slice(image.indexOf("/") + 1)}`;
}

/** NVIDIA's device plugin for nodes of one configuration: offers their GPUs, or shares of them, to pods. */
export function devicePlugin({ name, sharing, nodes }: GpuNodes, mirror?: string): GpuDaemon {
  const mig = sharing.kind === "mig";
  const daemonName = `nvidia-device-plugin-${name}`;
  return {
    name: daemonName,
    image: pinned(images.devicePlugin, mirror),
    environment: {
      CONFIG_FILE: "/etc/nvidia-device-plugin/config.yaml",
      ...(mig ? { NVIDIA_MIG_MONITOR_DEVICES: "all" } : {}),
    },
    why: mig
      ? "registers GPUs at the kubelet's socket, which is root's; SYS_ADMIN to see every MIG slice of the node"
      : "registers GPUs at the kubelet's socket, which is root's",
    capabilities: mig ? ["SYS_ADMIN"] : [],
    directories: [{ name: "device-plugins", path: "/var/lib/kubelet/device-plugins", access: "write" }],
    scratch: [],
    config: {
      name: daemonName,
      mountPath: "/etc/nvidia-device-plugin",
      files: { "config.yaml": stringify(devicePluginConfig(sharing)) },
    },
    resources: { cpu: "20m", cpuLimit: "200m", memory: "128Mi" },
    nodes: [nodes],
  };
}

/**
 * NVIDIA's DCGM exporter on every GPU node: metrics of GPUs and MIG slices, each with the pod that uses it.
 *
 * @param existing nodes of no pool of the stack's, that have GPUs all the same.
 */
export function dcgmExporter(existing: readonly GpuNodes[], mirror?: string): GpuDaemon {
  return {
    name: DCGM_EXPORTER,
    image: pinned(images.dcgmExporter, mirror),
    environment: {
      DCGM_EXPORTER_LISTEN: `:${DCGM_PORT}`,
      DCGM_EXPORTER_COLLECTORS: "/etc/aiobs/counters.csv",
      // Which pod has which GPU is the kubelet's to say, by its pod-resources socket: no access to the API is needed.
      DCGM_EXPORTER_KUBERNETES: "true",
      NODE_NAME: { podField: "spec.nodeName" },
      NVIDIA_MIG_MONITOR_DEVICES: "all",
    },
    why: "SYS_ADMIN for the profiling counters and to see every MIG slice; the kubelet's socket tells which pod has which GPU",
    capabilities: ["SYS_ADMIN"],
    directories: [{ name: "pod-resources", path: "/var/lib/kubelet/pod-resources", access: "read" }],
    scratch: ["/tmp", "/run"],
    config: { name: DCGM_EXPORTER, mountPath: "/etc/aiobs", files: { "counters.csv": countersCsv() } },
    http: { port: DCGM_PORT, health: "/health" },
    resources: { cpu: "100m", cpuLimit: "500m", memory: "512Mi" },
    nodes: [anyGpuNode, ...existing.map(({ nodes }) => nodes)],
  };
}
