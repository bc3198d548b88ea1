import { stringify } from "yaml";
import { devicePluginConfig } from "../compute/gpu-sharing.ts";
import type { ServerIdentity } from "../workload/identity.ts";
import type { Server } from "../workload/server.ts";
import { allGpus, gpuEnvironment } from "./all-gpus.ts";
import type { GpuNodes } from "./gpu-nodes.ts";

const IDENTITY = {
  name: "nvidia-device-plugin",
  zone: "host",
  component: "device-plugin",
  instance: "node",
  ports: {},
} as const satisfies ServerIdentity;

const CONFIG_DIRECTORY = "/etc/nvidia-device-plugin";

/**
 * NVIDIA's device plugin for nodes of one configuration: offers their GPUs, or shares of them, to pods. It speaks with
 * the kubelet by sockets and with nobody else, so there is no port and nothing to probe: the kubelet notices when it goes.
 */
export function devicePlugin({ name: variant, sharing, requirements, runtimeClass }: GpuNodes): Server {
  const mig = sharing.kind === "mig";
  return {
    ...IDENTITY,
    variant,
    ...(runtimeClass === undefined ? {} : { runtimeClass }),
    image: "devicePlugin",
    replication: { kind: "DaemonSet", nodes: [requirements] },
    environment: {
      ...gpuEnvironment,
      CONFIG_FILE: `${CONFIG_DIRECTORY}/config.yaml`,
      ...(mig ? { NVIDIA_MIG_MONITOR_DEVICES: "all" } : {}),
    },
    environmentFlags: ["config-file"],
    config: [
      {
        name: "config",
        mountPath: CONFIG_DIRECTORY,
        folder: `${IDENTITY.name}/${variant}-config`,
        files: { "config.yaml": stringify(devicePluginConfig(sharing)) },
        onChange: "restart",
      },
    ],
    resources: { cpu: "20m", cpuLimit: "200m", memory: "128Mi" },
    hostAccess: {
      why: mig
        ? "registers GPUs at the kubelet's socket, which is root's; SYS_ADMIN to see every MIG slice of the node"
        : "registers GPUs at the kubelet's socket, which is root's",
      user: "root",
      capabilities: mig ? ["SYS_ADMIN"] : [],
      paths: [
        allGpus,
        // It makes its own socket beside the kubelet's.
        {
          name: "device-plugins",
          path: "/var/lib/kubelet/device-plugins",
          mountPath: "/var/lib/kubelet/device-plugins",
          access: "write",
        },
      ],
    },
    calls: [],
  };
}
