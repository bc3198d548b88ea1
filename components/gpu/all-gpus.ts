/** How a container that is not privileged gets hold of every GPU of its node. */
import type { EnvironmentValue, HostPath } from "../workload/server.ts";

/**
 * By mounting this file the container asks for every GPU of the node. It is the one way that Bottlerocket's container
 * runtime takes from a pod that is not privileged; others also take the environment variable.
 * https://github.com/NVIDIA/nvidia-container-toolkit (`accept-nvidia-visible-devices-as-volume-mounts`)
 */
export const allGpus: HostPath = {
  name: "all-gpus",
  path: "/dev/null",
  mountPath: "/var/run/nvidia-container-devices/all",
  type: "CharDevice",
};

/** The same by environment variables, and which of the driver's libraries come with the GPUs. */
export const gpuEnvironment: Readonly<Record<string, EnvironmentValue>> = {
  NVIDIA_VISIBLE_DEVICES: "all",
  NVIDIA_DRIVER_CAPABILITIES: "compute,utility",
};
