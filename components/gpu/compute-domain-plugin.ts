import type { PlaceFacts } from "../place.ts";
import { portNumber, type ServerIdentity } from "../workload/identity.ts";
import type { NodeRequirement, Server } from "../workload/server.ts";
import { DRIVER_METRICS, VERBOSITY } from "./compute-domain-controller.ts";

const IDENTITY = {
  name: "compute-domain-plugin",
  zone: "host",
  component: "device-plugin",
  instance: "node",
  ports: { http: { number: 8081, metricsPath: "/metrics", metricsKept: DRIVER_METRICS }, health: { number: 51_515 } },
} as const satisfies ServerIdentity;

/** The name of the driver to Kubernetes, which is also that of its directory beside the kubelet. */
export const DRIVER = "compute-domain.nvidia.com";

/** Beside the kubelet: where plugins tell of themselves, and what this one keeps. */
const REGISTRY = "/var/lib/kubelet/plugins_registry";
const KEPT = `/var/lib/kubelet/plugins/${DRIVER}`;
/** Where the container runtime looks for devices that it is told of (https://github.com/cncf-tags/container-device-interface). */
const CDI = "/var/run/cdi";

/**
 * The part of NVIDIA's DRA driver that is on the nodes: offers the channels of a ComputeDomain to the kubelet, and no GPU. It is the
 * container `compute-domains` of NVIDIA's chart alone; what its init container looks for, this one looks for at its start as well.
 *
 * Its rights are what it asks of the API in v0.4.0 (`cmd/compute-domain-kubelet-plugin`, and the helper of Kubernetes that it is made
 * with); on which objects, a ValidatingAdmissionPolicy says (`compute-domains.ts`).
 *
 * @param nodes those that it runs on: all requirements of one of the lists.
 */
export function computeDomainPlugin(
  { apiServer, namespaces }: Pick<PlaceFacts, "apiServer" | "namespaces">,
  nodes: readonly (readonly NodeRequirement[])[],
): Server {
  const health = { grpcPort: portNumber(IDENTITY, "health"), service: "liveness" };
  return {
    ...IDENTITY,
    image: "computeDomains",
    command: ["compute-domain-kubelet-plugin"],
    replication: { kind: "DaemonSet", nodes },
    args: [
      `--v=${VERBOSITY}`,
      `--namespace=${namespaces.host}`,
      `--http-endpoint=:${portNumber(IDENTITY, "http")}`,
      `--healthcheck-port=${portNumber(IDENTITY, "health")}`,
      `--cdi-root=${CDI}`,
    ],
    environment: {
      NODE_NAME: { podField: "spec.nodeName" },
      // The image asks for all GPUs; this needs none of the runtime's doing.
      NVIDIA_VISIBLE_DEVICES: "void",
    },
    environmentFlags: ["node-name"],
    resources: { cpu: "10m", cpuLimit: "500m", memory: "256Mi" },
    // It asks itself what the kubelet would ask.
    probes: { readiness: health, liveness: health, startupSeconds: 600 },
    hostAccess: {
      why: "asks the driver by the GPUs' devices for the node's NVLink domain; offers its channels to the kubelet and the container runtime",
      user: "root",
      privileged: true,
      paths: [
        { name: "plugins-registry", path: REGISTRY, mountPath: REGISTRY, access: "write" },
        { name: "plugin", path: KEPT, mountPath: KEPT, access: "write", type: "DirectoryOrCreate" },
        { name: "cdi", path: CDI, mountPath: CDI, access: "write", type: "DirectoryOrCreate" },
        // The driver's library, which is where the node's system puts it.
        { name: "driver-root", path: "/", mountPath: "/driver-root" },
      ],
    },
    apiAccess: {
      why: "offers the node's channels, reads the claims that pods have on them, and labels its node with the domain that it is in",
      rules: [
        { apiGroups: ["resource.nvidia.com"], resources: ["computedomains"], verbs: ["list", "watch"] },
        { apiGroups: ["resource.nvidia.com"], resources: ["computedomaincliques"], verbs: ["get"], zone: "host" },
        { apiGroups: ["resource.k8s.io"], resources: ["resourceclaims"], verbs: ["get"] },
        {
          apiGroups: ["resource.k8s.io"],
          resources: ["resourceslices"],
          verbs: ["list", "watch", "create", "update", "delete"],
        },
        { apiGroups: [""], resources: ["nodes"], verbs: ["get", "update"] },
      ],
    },
    calls: [apiServer],
  };
}
