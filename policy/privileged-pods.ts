/** The pods that may do more than the others, what each may do, and why. Anything else is refused. */
import { textAt } from "./json.ts";
import { podOf } from "./pods.ts";
import { type PolicyResource, UNKNOWN } from "./policy.ts";

/** What a pod may be allowed beyond Pod Security's level `restricted`; `read` and `write` go with a path of the node. */
export type Privilege =
  | "host network"
  | "host process namespace"
  | "host IPC namespace"
  | "host port"
  | `read ${string}`
  | `write ${string}`
  | "privileged container"
  | "privilege escalation"
  | "root user"
  | "writable root file system"
  | "unconfined system calls"
  | `capability ${string}`;

/** A pod with privileges. */
export interface PrivilegedPod {
  /** Value of its label `app.kubernetes.io/name`. */
  readonly part: string;
  /** How the name of its namespace ends: privileges are kept apart from everything else. */
  readonly namespaceSuffix: string;
  readonly privileges: readonly Privilege[];
  /** Why it cannot do without. */
  readonly why: string;
}

/** The list. A new entry is a decision: review it as one. */
export const privilegedPods: readonly PrivilegedPod[] = [
  {
    part: "node-exporter",
    namespaceSuffix: "-host",
    privileges: ["host network", "host process namespace", "read /"],
    why: "measures the node itself: its network interfaces, its processes and its file systems",
  },
  {
    part: "otel-agent",
    namespaceSuffix: "-host",
    privileges: ["read /var/log/pods", "write /var/lib/aiobs/otelcol", "root user"],
    why: "reads the containers' log files, which are root's alone; how far it has read and what it has yet to send must outlive its pod, and stay on the node",
  },
  {
    part: "dcgm-exporter",
    namespaceSuffix: "-host",
    privileges: ["read /dev/null", "read /var/lib/kubelet/pod-resources", "root user", "capability SYS_ADMIN"],
    why: "reads the profiling counters of every GPU, which the driver gives to SYS_ADMIN alone; the kubelet's socket, which is root's, tells which pod has which GPU; mounting /dev/null is how it asks for all GPUs without being privileged",
  },
  {
    part: "nvidia-device-plugin",
    namespaceSuffix: "-host",
    privileges: ["read /dev/null", "write /var/lib/kubelet/device-plugins", "root user", "capability SYS_ADMIN"],
    why: "offers the node's GPUs to pods by a socket beside the kubelet's, which is root's; SYS_ADMIN shows it every MIG slice; mounting /dev/null is how it asks for all GPUs without being privileged",
  },
  {
    part: "efa-device-plugin",
    namespaceSuffix: "-host",
    privileges: ["read /dev/infiniband", "write /var/lib/kubelet/device-plugins", "root user"],
    why: "offers the node's EFA interfaces to pods by a socket beside the kubelet's, which is root's; lists them by their devices",
  },
  {
    part: "compute-domain-plugin",
    namespaceSuffix: "-host",
    privileges: [
      "privileged container",
      "privilege escalation",
      "capability ALL",
      "root user",
      "read /",
      "write /var/lib/kubelet/plugins_registry",
      "write /var/lib/kubelet/plugins/compute-domain.nvidia.com",
      "write /var/run/cdi",
    ],
    why: "asks the driver by every GPU's device which NVLink domain the node is in, takes away what is mounted over /proc/driver/nvidia, and offers the domain's channels to the kubelet and the container runtime; finds the driver's library in the node's root",
  },
  {
    part: "efa-exporter",
    namespaceSuffix: "-host",
    privileges: ["read /sys"],
    why: "reads what the node's EFA interfaces count, which the node's own sysfs alone shows",
  },
];

/** What a resource's pod may do beyond the others; nothing where it is not in the list. */
export function allowedPrivileges(resource: PolicyResource): readonly Privilege[] {
  return entryOf(resource)?.privileges ?? [];
}

/** Whether a resource's pod is in the list. */
export function isListed(resource: PolicyResource): boolean {
  return entryOf(resource) !== undefined;
}

function entryOf(resource: PolicyResource): PrivilegedPod | undefined {
  const part = podOf(resource)?.part;
  const namespace = textAt(resource.props, "metadata", "namespace") ?? "";
  return privilegedPods.find(
    // A namespace that is not known in a preview is judged when it is: before the pod is created.
    (entry) => entry.part === part && (namespace === UNKNOWN || namespace.endsWith(entry.namespaceSuffix)),
  );
}
