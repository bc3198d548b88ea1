/** The containers of a workload's pod. */
import type { types } from "@pulumi/kubernetes";
import { imageReference } from "../images.ts";
import { partOf } from "../parts.ts";
import { directoryName, mainMounts, sidecarMounts } from "./volumes.ts";
import type { ContainerArgs, EnvironmentValue, HttpCheck, Probes, Resources, WorkloadArgs } from "./workload-args.ts";

type Container = types.input.core.v1.Container;
type ContainerPort = types.input.core.v1.ContainerPort;

/** The server first, then its sidecars. */
export function containers(args: WorkloadArgs): Container[] {
  const capabilities = args.hostAccess?.capabilities ?? [];
  const ports = containerPorts(args);
  const main: Container = {
    ...container(args.part, args, args),
    ...(ports.length === 0 ? {} : { ports }),
    ...(args.probes === undefined ? {} : probes(args.probes)),
    securityContext: securityContext(capabilities),
    volumeMounts: mainMounts(args),
  };
  const sidecars = (args.sidecars ?? []).map((sidecar) => ({
    ...container(sidecar.name, sidecar, args),
    securityContext: securityContext([]),
    volumeMounts: sidecarMounts(args, sidecar),
  }));
  return [main, ...sidecars];
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
    terminationMessagePolicy: "FallbackToLogsOnError",
  };
}

/** Satisfies Pod Security's `restricted` level (https://kubernetes.io/docs/concepts/security/pod-security-standards/) but for what is added. */
function securityContext(add: readonly string[]): types.input.core.v1.SecurityContext {
  return {
    allowPrivilegeEscalation: false,
    readOnlyRootFilesystem: true,
    capabilities: { drop: ["ALL"], ...(add.length === 0 ? {} : { add: [...add] }) },
  };
}

function containerPorts({ part }: WorkloadArgs): ContainerPort[] {
  return servicePorts(part).map(({ name, port, protocol }) => ({ name, containerPort: port, protocol }));
}

/** A part's ports, one for each transport they speak: Kubernetes wants a name for each. */
export function servicePorts(part: WorkloadArgs["part"]) {
  return Object.entries(partOf(part).ports).flatMap(([name, { number, protocols = ["TCP"] }]) =>
    protocols.map((protocol) => ({
      name: protocol === "TCP" ? name : `${name}-${protocol.toLowerCase()}`,
      port: number,
      protocol,
    })),
  );
}

function probes({ readiness, liveness, startupSeconds }: Probes) {
  const httpGet = ({ path, port }: HttpCheck) => ({ path, port });
  return {
    startupProbe: {
      httpGet: httpGet(readiness),
      periodSeconds: 5,
      failureThreshold: Math.ceil(startupSeconds / 5),
    },
    readinessProbe: { httpGet: httpGet(readiness), periodSeconds: 10, timeoutSeconds: 3 },
    livenessProbe: { httpGet: httpGet(liveness), periodSeconds: 15, timeoutSeconds: 5, failureThreshold: 4 },
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
