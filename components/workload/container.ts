/** The containers of a workload's pod. */
import type { types } from "@pulumi/kubernetes";
import { imageReference } from "../../facts/images.ts";
import type { Place } from "../place.ts";
import type { ServerIdentity } from "./identity.ts";
import type { ContainerArgs, EnvironmentValue, GrpcCheck, HttpCheck, Probes, Resources, Server } from "./server.ts";
import { directoryName, mainMounts, sidecarMounts } from "./volumes.ts";

type Container = types.input.core.v1.Container;

/** The server first, then its sidecars. */
export function containers(place: Place, server: Server): Container[] {
  const ports = servicePorts(server).map(({ name, port, protocol }) => ({ name, containerPort: port, protocol }));
  const main: Container = {
    ...container(server.name, server, place, server),
    ...(ports.length === 0 ? {} : { ports }),
    ...(server.probes === undefined ? {} : probes(server.probes)),
    securityContext: securityContext(server.hostAccess),
    ...mounts(mainMounts(server)),
  };
  const sidecars = (server.sidecars ?? []).map((sidecar) => ({
    ...container(sidecar.name, sidecar, place, server),
    livenessProbe: { httpGet: { ...sidecar.liveness }, initialDelaySeconds: 60, ...LIVENESS },
    securityContext: securityContext(undefined),
    ...mounts(sidecarMounts(server, sidecar)),
  }));
  return [main, ...sidecars];
}

function container(name: string, own: ContainerArgs, { images }: Place, server: Server): Container {
  return {
    name,
    image: typeof own.image === "string" ? imageReference(own.image, images) : own.image.reference,
    imagePullPolicy: "IfNotPresent",
    ...(own.command === undefined ? {} : { command: [...own.command] }),
    ...(own.args === undefined ? {} : { args: [...own.args] }),
    ...(own.environment === undefined
      ? {}
      : { env: Object.entries(own.environment).map(([key, value]) => environmentVariable(server, key, value)) }),
    resources: resourceRequirements(own.resources),
    terminationMessagePolicy: "FallbackToLogsOnError",
  };
}

/** Satisfies Pod Security's `restricted` level (https://kubernetes.io/docs/concepts/security/pod-security-standards/) but for what is added. */
function securityContext(access: Server["hostAccess"]): types.input.core.v1.SecurityContext {
  // The API refuses a privileged container that is told to gain no privileges.
  if (access?.privileged) return { privileged: true, readOnlyRootFilesystem: true };
  const add = access?.capabilities ?? [];
  return {
    allowPrivilegeEscalation: false,
    readOnlyRootFilesystem: true,
    capabilities: { drop: ["ALL"], ...(add.length === 0 ? {} : { add: [...add] }) },
  };
}

/** A server's ports, one for each transport they speak: Kubernetes wants a name for each. */
export function servicePorts(server: ServerIdentity) {
  return Object.entries(server.ports).flatMap(([name, { number, protocols = ["TCP"] }]) =>
    protocols.map((protocol) => ({
      name: protocol === "TCP" ? name : `${name}-${protocol.toLowerCase()}`,
      port: number,
      protocol,
    })),
  );
}

/** A minute without an answer, and the process is started anew. */
const LIVENESS = { periodSeconds: 15, timeoutSeconds: 5, failureThreshold: 4 } as const;

/** An empty list is none to the API server, which would differ from the manifest at every apply. */
function mounts(volumeMounts: types.input.core.v1.VolumeMount[]): Pick<Container, "volumeMounts"> {
  return volumeMounts.length === 0 ? {} : { volumeMounts };
}

function probes({ readiness, liveness, startupSeconds }: Probes) {
  return {
    startupProbe: { ...asked(readiness), periodSeconds: 5, failureThreshold: Math.ceil(startupSeconds / 5) },
    readinessProbe: { ...asked(readiness), periodSeconds: 10, timeoutSeconds: 3 },
    livenessProbe: { ...asked(liveness), ...LIVENESS },
  };
}

function asked(check: HttpCheck | GrpcCheck): Pick<types.input.core.v1.Probe, "httpGet" | "grpc"> {
  if ("grpcPort" in check) return { grpc: { port: check.grpcPort, service: check.service } };
  return { httpGet: { path: check.path, port: check.port } };
}

function environmentVariable(server: Server, name: string, value: EnvironmentValue): types.input.core.v1.EnvVar {
  if (typeof value === "string") return { name, value };
  if ("podField" in value) return { name, valueFrom: { fieldRef: { fieldPath: value.podField } } };
  const { secretDirectory, file } = value;
  const source = server.secrets?.find((directory) => directory.name === secretDirectory)?.files[file];
  const secretKeyRef =
    typeof source === "object" && "kubernetesSecret" in source
      ? { name: source.kubernetesSecret, key: source.key }
      : { name: directoryName(server, { name: secretDirectory }), key: file };
  return { name, valueFrom: { secretKeyRef } };
}

function resourceRequirements({ cpu, cpuLimit, memory }: Resources): types.input.core.v1.ResourceRequirements {
  return { requests: { cpu, memory }, limits: { cpu: cpuLimit, memory } };
}
