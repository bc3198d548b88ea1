import * as pulumi from "@pulumi/pulumi";
import type { StackContext } from "../stack-context.ts";
import { Workload } from "../workload/workload.ts";

/** Arguments of `NodeExporter`. */
export interface NodeExporterArgs {
  readonly context: StackContext;
}

/** File systems that are not disks of the node: each pod has several. */
const PSEUDO_FILESYSTEMS =
  "^(autofs|binfmt_misc|bpf|cgroup2?|configfs|debugfs|devpts|devtmpfs|erofs|fusectl|hugetlbfs|iso9660|mqueue|nsfs|overlay|proc|procfs|pstore|rpc_pipefs|securityfs|selinuxfs|squashfs|sysfs|tmpfs|tracefs)$";

/** Network interfaces of pods, which come and go with them. */
const POD_INTERFACES = "^(veth.*|eni.*|cali.*|lxc.*|cilium.*)$";

/** node_exporter on every node: CPU, memory, disks, file systems and network of the machine itself. */
export class NodeExporter extends pulumi.ComponentResource {
  readonly workload: Workload;

  constructor(name: string, args: NodeExporterArgs, opts?: pulumi.ComponentResourceOptions) {
    super("aiobs:node-exporter:NodeExporter", name, {}, opts);
    this.workload = new Workload(
      name,
      {
        context: args.context,
        part: "node-exporter",
        image: "nodeExporter",
        replication: { kind: "DaemonSet" },
        args: [
          "--path.procfs=/host/proc",
          "--path.sysfs=/host/sys",
          "--path.rootfs=/host",
          `--collector.filesystem.fs-types-exclude=${PSEUDO_FILESYSTEMS}`,
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
      },
      { parent: this },
    );
    this.registerOutputs({});
  }
}
