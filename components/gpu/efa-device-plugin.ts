import { FABRIC_LABEL } from "../compute/node-labels.ts";
import type { ServerIdentity } from "../workload/identity.ts";
import type { Server } from "../workload/server.ts";

const IDENTITY = {
  name: "efa-device-plugin",
  zone: "host",
  component: "device-plugin",
  instance: "node",
  ports: {},
} as const satisfies ServerIdentity;

/**
 * AWS' device plugin on the nodes of pools with EFA: offers each interface to pods as `vpc.amazonaws.com/efa`. No image of EKS
 * brings it (https://docs.aws.amazon.com/eks/latest/userguide/device-management-efa.html).
 *
 * AWS' chart runs it privileged on the node's network since it also aligns EFA with Neuron devices
 * (https://github.com/aws/eks-charts/pull/1245), of which there are none here: to list the interfaces it needs neither.
 */
export function efaDevicePlugin(): Server {
  return {
    ...IDENTITY,
    image: "efaDevicePlugin",
    replication: { kind: "DaemonSet", nodes: [[{ key: FABRIC_LABEL, values: ["efa"] }]] },
    resources: { cpu: "10m", cpuLimit: "100m", memory: "64Mi" },
    hostAccess: {
      why: "registers EFA interfaces at the kubelet's socket, which is root's; lists the devices of the fabric",
      user: "root",
      paths: [
        // It makes its own socket beside the kubelet's.
        {
          name: "device-plugins",
          path: "/var/lib/kubelet/device-plugins",
          mountPath: "/var/lib/kubelet/device-plugins",
          access: "write",
        },
        { name: "infiniband", path: "/dev/infiniband", mountPath: "/dev/infiniband" },
      ],
    },
    calls: [],
  };
}
