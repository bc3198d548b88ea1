import type { ServerIdentity } from "../workload/identity.ts";
import type { Server } from "../workload/server.ts";

const IDENTITY = {
  name: "node-exporter",
  zone: "host",
  component: "exporter",
  network: "host",
  instance: "node",
  ports: { http: { number: 9100, metricsPath: "/metrics" } },
} as const satisfies ServerIdentity;

/** File systems that are not disks of the node: each pod has several. */
const PSEUDO_FILESYSTEMS =
  "^(autofs|binfmt_misc|bpf|cgroup2?|configfs|debugfs|devpts|devtmpfs|erofs|fusectl|hugetlbfs|iso9660|mqueue|nsfs|overlay|proc|procfs|pstore|rpc_pipefs|securityfs|selinuxfs|squashfs|sysfs|tmpfs|tracefs)$";

/** Mounts of pods and of what runs them, and of the kernel's own file systems: none is a disk of the node. */
const PODS_MOUNTS =
  "^/(dev|proc|sys|run|var/lib/kubelet/(pods|plugins)/.+|var/lib/(docker|containerd|containers/storage)/.+)($|/)";

/** Network interfaces of pods, which come and go with them. */
const POD_INTERFACES = "^(veth.*|eni.*|cali.*|lxc.*|cilium.*)$";

/** node_exporter on every node: CPU, memory, disks, file systems and network of the machine itself. */
export function nodeExporter(): Server {
  return {
    ...IDENTITY,
    image: "nodeExporter",
    replication: { kind: "DaemonSet" },
    args: [
      "--path.procfs=/host/proc",
      "--path.sysfs=/host/sys",
      "--path.rootfs=/host",
      `--collector.filesystem.fs-types-exclude=${PSEUDO_FILESYSTEMS}`,
      `--collector.filesystem.mount-points-exclude=${PODS_MOUNTS}`,
      `--collector.netclass.ignored-devices=${POD_INTERFACES}`,
      `--collector.netdev.device-exclude=${POD_INTERFACES}`,
      "--no-collector.wifi",
    ],
    resources: { cpu: "50m", cpuLimit: "500m", memory: "128Mi" },
    probes: {
      readiness: { port: "http", path: "/" },
      liveness: { port: "http", path: "/" },
      startupSeconds: 30,
    },
    hostAccess: {
      why: "measures the node itself: its network interfaces, its processes' totals and its file systems, all read-only",
      namespaces: ["network", "pid"],
      paths: [{ name: "root", path: "/", mountPath: "/host" }],
    },
    calls: [],
  };
}
