/** The pod of a workload: what the server says of itself, inside the hardening that every pod gets. */
import { createHash } from "node:crypto";
import type { types } from "@pulumi/kubernetes";
import { imageReference } from "../images.ts";
import { partOf } from "../parts.ts";
import { partLabels, selectorLabels } from "./labels.ts";
import type {
  ConfigDirectory,
  ContainerArgs,
  EnvironmentValue,
  HttpCheck,
  Resources,
  WorkloadArgs,
} from "./workload-args.ts";

type PodTemplate = types.input.core.v1.PodTemplateSpec;
type Container = types.input.core.v1.Container;
type Volume = types.input.core.v1.Volume;
type VolumeMount = types.input.core.v1.VolumeMount;

/** The user that owns nothing (`nobody`): the processes' default user and group. */
const NOBODY = 65534;

/** The volume that a StatefulSet's claim template makes. */
export const STORAGE_VOLUME = "storage";

/** Satisfies Pod Security's `restricted` level (https://kubernetes.io/docs/concepts/security/pod-security-standards/). */
const CONTAINER_SECURITY: types.input.core.v1.SecurityContext = {
  allowPrivilegeEscalation: false,
  readOnlyRootFilesystem: true,
  capabilities: { drop: ["ALL"] },
};

/** Name of the ConfigMap or Secret of a directory. */
export function directoryName(args: Pick<WorkloadArgs, "part">, directory: { readonly name: string }): string {
  return `${args.part}-${directory.name}`;
}

/** The pod template of a workload. Pure: the same arguments give the same template. */
export function podTemplate(args: WorkloadArgs): PodTemplate {
  const userId = args.userId ?? NOBODY;
  const annotations = {
    ...restartChecksum(args.config ?? []),
    ...(args.hostAccess === undefined ? {} : { "aiobs/host-access": args.hostAccess.why }),
  };
  const host = args.hostAccess?.namespaces ?? [];
  return {
    metadata: {
      labels: partLabels(args.part, args.context.stack),
      annotations: { "kubectl.kubernetes.io/default-container": args.part, ...annotations },
    },
    spec: {
      serviceAccountName: args.part,
      automountServiceAccountToken: args.apiAccess !== undefined,
      enableServiceLinks: false,
      ...(host.includes("network") ? { hostNetwork: true, dnsPolicy: "ClusterFirstWithHostNet" } : {}),
      ...(host.includes("pid") ? { hostPID: true } : {}),
      securityContext: {
        runAsNonRoot: true,
        runAsUser: userId,
        runAsGroup: userId,
        fsGroup: userId,
        fsGroupChangePolicy: "OnRootMismatch",
        seccompProfile: { type: "RuntimeDefault" },
      },
      terminationGracePeriodSeconds: args.stopSeconds ?? 30,
      ...placement(args),
      containers: [mainContainer(args), ...sidecars(args)],
      volumes: volumes(args),
    },
  };
}

/**
 * Where pods go: a DaemonSet's on every node, whatever its taints; replicas of the others apart from each other, over
 * zones first. Hosts are a hard rule for StatefulSets, whose replicas exist to outlive one node.
 */
function placement(args: WorkloadArgs): Partial<types.input.core.v1.PodSpec> {
  if (args.replication.kind === "DaemonSet") {
    return { priorityClassName: "system-node-critical", tolerations: [{ operator: "Exists" }] };
  }
  if (args.replication.replicas === 1) return {};
  const labelSelector = { matchLabels: selectorLabels(args.part) };
  return {
    topologySpreadConstraints: [
      { maxSkew: 1, topologyKey: "topology.kubernetes.io/zone", whenUnsatisfiable: "ScheduleAnyway", labelSelector },
      {
        maxSkew: 1,
        topologyKey: "kubernetes.io/hostname",
        whenUnsatisfiable: args.replication.kind === "StatefulSet" ? "DoNotSchedule" : "ScheduleAnyway",
        labelSelector,
      },
    ],
  };
}

/** A digest of the files whose change must restart the process. */
function restartChecksum(directories: readonly ConfigDirectory[]): Record<string, string> {
  const files = directories
    .filter((directory) => directory.onChange === "restart")
    .flatMap((directory) => Object.entries(directory.files).map(([name, text]) => [directory.name, name, text]))
    .sort();
  if (files.length === 0) return {};
  return { "aiobs/config-checksum": createHash("sha256").update(JSON.stringify(files)).digest("hex") };
}

function mainContainer(args: WorkloadArgs): Container {
  const { probes, part } = args;
  const httpGet = ({ path, port }: HttpCheck) => ({ path, port });
  return {
    ...container(part, args, args),
    ports: Object.entries(partOf(part).ports).flatMap(([name, port]) => {
      const protocols = port.protocols ?? (["TCP"] as const);
      return protocols.map((protocol) => ({
        name: protocol === "TCP" ? name : `${name}-${protocol.toLowerCase()}`,
        containerPort: port.number,
        protocol,
      }));
    }),
    startupProbe: {
      httpGet: httpGet(probes.readiness),
      periodSeconds: 5,
      failureThreshold: Math.ceil(probes.startupSeconds / 5),
    },
    readinessProbe: { httpGet: httpGet(probes.readiness), periodSeconds: 10, timeoutSeconds: 3 },
    livenessProbe: { httpGet: httpGet(probes.liveness), periodSeconds: 15, timeoutSeconds: 5, failureThreshold: 4 },
    volumeMounts: [
      ...(args.replication.kind === "StatefulSet"
        ? [{ name: STORAGE_VOLUME, mountPath: args.replication.storage.mountPath }]
        : []),
      ...[...(args.config ?? []), ...(args.secrets ?? [])].map(({ name, mountPath }) => ({
        name,
        mountPath,
        readOnly: true,
      })),
      ...(args.scratch ?? []).map(({ name, mountPath }) => ({ name, mountPath })),
      ...(args.hostAccess?.directories ?? []).map(hostMount),
    ],
  };
}

function hostMount({ name, mountPath }: { name: string; mountPath: string }): VolumeMount {
  return { name, mountPath, readOnly: true, mountPropagation: "HostToContainer" };
}

function sidecars(args: WorkloadArgs): Container[] {
  return (args.sidecars ?? []).map((sidecar) => ({
    ...container(sidecar.name, sidecar, args),
    volumeMounts: (args.scratch ?? [])
      .filter(({ name }) => sidecar.scratch.includes(name))
      .map(({ name, mountPath }) => ({ name, mountPath })),
  }));
}

function container(name: string, own: ContainerArgs, args: WorkloadArgs): Container {
  return {
    name,
    image: imageReference(own.image, args.context.imageMirror),
    imagePullPolicy: "IfNotPresent",
    ...(own.args === undefined ? {} : { args: [...own.args] }),
    ...(own.environment === undefined
      ? {}
      : { env: Object.entries(own.environment).map(([key, value]) => environmentVariable(args, key, value)) }),
    resources: resourceRequirements(own.resources),
    securityContext: CONTAINER_SECURITY,
    terminationMessagePolicy: "FallbackToLogsOnError",
  };
}

function environmentVariable(args: WorkloadArgs, name: string, value: EnvironmentValue): types.input.core.v1.EnvVar {
  if (typeof value === "string") return { name, value };
  if ("podField" in value) return { name, valueFrom: { fieldRef: { fieldPath: value.podField } } };
  const secret = directoryName(args, { name: value.secretDirectory });
  return { name, valueFrom: { secretKeyRef: { name: secret, key: value.file } } };
}

function resourceRequirements({ cpu, cpuLimit, memory }: Resources): types.input.core.v1.ResourceRequirements {
  return { requests: { cpu, memory }, limits: { cpu: cpuLimit, memory } };
}

function volumes(args: WorkloadArgs): Volume[] {
  return [
    ...(args.config ?? []).map((directory) => ({
      name: directory.name,
      configMap: { name: directoryName(args, directory) },
    })),
    ...(args.secrets ?? []).map((directory) => ({
      name: directory.name,
      secret: { secretName: directoryName(args, directory), defaultMode: 0o440 },
    })),
    ...(args.scratch ?? []).map(({ name, sizeLimit }) => ({ name, emptyDir: { sizeLimit } })),
    ...(args.hostAccess?.directories ?? []).map(({ name, path }) => ({ name, hostPath: { path } })),
  ];
}
