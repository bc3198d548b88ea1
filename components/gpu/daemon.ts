/** The DaemonSet of a piece of GPU software: what it says of itself, inside the hardening that every one gets. */
import { createHash } from "node:crypto";
import type * as k8s from "@pulumi/kubernetes";
import type { types } from "@pulumi/kubernetes";
import type * as pulumi from "@pulumi/pulumi";
import { type NodeRequirement, onNodes } from "./gpu-nodes.ts";

/** A directory of the node in a pod. */
interface NodeDirectory {
  readonly name: string;
  readonly path: string;
  readonly access: "read" | "write";
}

/** What a piece of GPU software says of itself. */
export interface GpuDaemon {
  /** Name of the DaemonSet and of its container. */
  readonly name: string;
  /** Pinned image. */
  readonly image: string;
  readonly environment: Readonly<Record<string, string | { readonly podField: "spec.nodeName" }>>;
  /** Why it cannot do with less: written into the pods' annotations, where an audit reads it. */
  readonly why: string;
  /** Linux capabilities beyond none. */
  readonly capabilities: readonly "SYS_ADMIN"[];
  readonly directories: readonly NodeDirectory[];
  /** Writable directories that are lost with the pod. */
  readonly scratch: readonly string[];
  /** Configuration: ConfigMap's name, where it is mounted, and its files. A change restarts the pods. */
  readonly config: {
    readonly name: string;
    readonly mountPath: string;
    readonly files: Readonly<Record<string, string>>;
  };
  /** HTTP port and the path that answers while it works; absent: it speaks with the kubelet alone, by socket. */
  readonly http?: { readonly port: number; readonly health: string };
  /** CPU in cores, memory in bytes, as Kubernetes quantities. Memory asked for is also the limit. */
  readonly resources: { readonly cpu: string; readonly cpuLimit: string; readonly memory: string };
  /** The nodes it runs on: those that meet one of the lists. */
  readonly nodes: readonly (readonly NodeRequirement[])[];
}

/** Where a daemon lives. */
export interface DaemonPlace {
  readonly namespace: pulumi.Input<string>;
  readonly labels: Readonly<Record<string, string>>;
  /** The labels that select its pods: they never change. */
  readonly selector: Readonly<Record<string, string>>;
}

/**
 * By mounting this file the container asks for every GPU of the node. It is the one way that Bottlerocket's container
 * runtime takes from a pod that is not privileged; others also take the environment variable.
 * https://github.com/NVIDIA/nvidia-container-toolkit (`accept-nvidia-visible-devices-as-volume-mounts`)
 */
const ALL_GPUS = { name: "all-gpus", path: "/dev/null", mountPath: "/var/run/nvidia-container-devices/all" } as const;

/** The arguments of a daemon's DaemonSet. Pure. */
export function daemonSetArgs(daemon: GpuDaemon, place: DaemonPlace): k8s.apps.v1.DaemonSetArgs {
  const metadata = { name: daemon.name, namespace: place.namespace, labels: { ...place.labels } };
  const checksum = createHash("sha256").update(JSON.stringify(daemon.config.files)).digest("hex");
  return {
    metadata,
    spec: {
      selector: { matchLabels: { ...place.selector } },
      revisionHistoryLimit: 5,
      updateStrategy: { type: "RollingUpdate", rollingUpdate: { maxUnavailable: "10%" } },
      template: {
        metadata: {
          labels: { ...place.labels },
          annotations: {
            "kubectl.kubernetes.io/default-container": daemon.name,
            "aiobs/host-access": daemon.why,
            "aiobs/config-checksum": checksum,
          },
        },
        spec: {
          serviceAccountName: daemon.name,
          automountServiceAccountToken: false,
          enableServiceLinks: false,
          priorityClassName: "system-node-critical",
          // Every taint: a GPU that nobody watches is the one that fails.
          tolerations: [{ operator: "Exists" }],
          affinity: onNodes(daemon.nodes),
          securityContext: { seccompProfile: { type: "RuntimeDefault" } },
          containers: [container(daemon)],
          volumes: volumes(daemon),
        },
      },
    },
  };
}

function container(daemon: GpuDaemon): types.input.core.v1.Container {
  const { http, resources, capabilities } = daemon;
  const environment: GpuDaemon["environment"] = {
    NVIDIA_VISIBLE_DEVICES: "all",
    NVIDIA_DRIVER_CAPABILITIES: "compute,utility",
    ...daemon.environment,
  };
  const check = http === undefined ? undefined : { httpGet: { path: http.health, port: http.port } };
  return {
    name: daemon.name,
    image: daemon.image,
    imagePullPolicy: "IfNotPresent",
    env: Object.entries(environment).map(([name, value]) =>
      typeof value === "string" ? { name, value } : { name, valueFrom: { fieldRef: { fieldPath: value.podField } } },
    ),
    ...(http === undefined ? {} : { ports: [{ name: "http", containerPort: http.port, protocol: "TCP" }] }),
    ...(check === undefined
      ? {}
      : {
          startupProbe: { ...check, periodSeconds: 5, failureThreshold: 24 },
          readinessProbe: { ...check, periodSeconds: 10, timeoutSeconds: 3 },
          livenessProbe: { ...check, periodSeconds: 15, timeoutSeconds: 5, failureThreshold: 4 },
        }),
    resources: {
      requests: { cpu: resources.cpu, memory: resources.memory },
      limits: { cpu: resources.cpuLimit, memory: resources.memory },
    },
    securityContext: {
      // Root: the kubelet's sockets and the driver's capability files are root's.
      runAsUser: 0,
      runAsNonRoot: false,
      allowPrivilegeEscalation: false,
      readOnlyRootFilesystem: true,
      capabilities: { drop: ["ALL"], ...(capabilities.length === 0 ? {} : { add: [...capabilities] }) },
    },
    terminationMessagePolicy: "FallbackToLogsOnError",
    volumeMounts: [
      { name: "config", mountPath: daemon.config.mountPath, readOnly: true },
      { name: ALL_GPUS.name, mountPath: ALL_GPUS.mountPath, readOnly: true },
      ...daemon.directories.map(({ name, path, access }) => ({ name, mountPath: path, readOnly: access === "read" })),
      ...daemon.scratch.map((path, index) => ({ name: `scratch-${index}`, mountPath: path })),
    ],
  };
}

function volumes({ config, directories, scratch }: GpuDaemon): types.input.core.v1.Volume[] {
  return [
    { name: "config", configMap: { name: config.name } },
    { name: ALL_GPUS.name, hostPath: { path: ALL_GPUS.path, type: "CharDevice" } },
    ...directories.map(({ name, path }) => ({ name, hostPath: { path, type: "Directory" } })),
    ...scratch.map((_, index) => ({ name: `scratch-${index}`, emptyDir: { sizeLimit: "64Mi" } })),
  ];
}
