import type { Settings } from "../../config/settings.ts";
import { imageReference } from "../../facts/images.ts";
import type { PlaceFacts } from "../place.ts";
import { portNumber, type ServerIdentity } from "../workload/identity.ts";
import type { Server } from "../workload/server.ts";

/** Of some 450 series that each of the driver's processes tells, those that are its own: the others are of Go and of its client of the API. */
export const DRIVER_METRICS = "nvidia_dra_.+";

const IDENTITY = {
  name: "compute-domain-controller",
  zone: "main",
  component: "device-plugin",
  ports: { http: { number: 8080, metricsPath: "/metrics", metricsKept: DRIVER_METRICS } },
} as const satisfies ServerIdentity;

/** How much each of the driver's processes logs: what happens to a domain, and not each request (klog's `-v`). */
export const VERBOSITY = 2;

/** Whether a server is the controller of ComputeDomains. */
export function isController({ name }: Pick<Server, "name">): boolean {
  return name === IDENTITY.name;
}

/**
 * The controller of NVIDIA's DRA driver for ComputeDomains: makes, for each, a DaemonSet of IMEX daemons in the namespace for hosts and
 * the ResourceClaimTemplate by which pods join. One replica, which keeps nothing: while it is away no domain begins or ends.
 *
 * Its rights are what it asks of the API in v0.4.0 with its default feature gates (`cmd/compute-domain-controller`), and no more than that:
 * https://github.com/kubernetes-sigs/dra-driver-nvidia-gpu.
 */
export function computeDomainController(
  { apiServer, namespaces }: Pick<PlaceFacts, "apiServer" | "namespaces">,
  images: Settings["images"],
): Server {
  const pulled = images.pullSecrets.length === 0 ? [] : [pullSecrets(images.pullSecrets)];
  return {
    ...IDENTITY,
    image: "computeDomains",
    command: [IDENTITY.name],
    replication: { kind: "Deployment", replicas: 1 },
    args: [
      `--v=${VERBOSITY}`,
      `--namespace=${namespaces.host}`,
      `--http-endpoint=:${portNumber(IDENTITY, "http")}`,
      // Of the daemons that it makes.
      `--image-name=${imageReference("computeDomains", images)}`,
      `--log-verbosity-cd-daemon=${VERBOSITY}`,
      ...pulled,
    ],
    environment: { POD_NAME: { podField: "metadata.name" } },
    environmentFlags: ["pod-name"],
    resources: { cpu: "10m", cpuLimit: "500m", memory: "256Mi" },
    // The one thing that it answers. What goes wrong while it starts ends the process.
    probes: {
      readiness: { port: "http", path: "/metrics" },
      liveness: { port: "http", path: "/metrics" },
      startupSeconds: 60,
    },
    apiAccess: {
      why: "makes the daemons and claim templates of ComputeDomains, says how each stands, and takes its label off nodes when it ends",
      rules: [
        {
          apiGroups: ["resource.nvidia.com"],
          resources: ["computedomains"],
          // A finaliser of its own, by update.
          verbs: ["list", "watch", "update"],
        },
        { apiGroups: ["resource.nvidia.com"], resources: ["computedomains/status"], verbs: ["update"] },
        {
          apiGroups: ["resource.k8s.io"],
          resources: ["resourceclaimtemplates"],
          verbs: ["list", "watch", "create", "update", "delete"],
        },
        { apiGroups: [""], resources: ["nodes"], verbs: ["list", "watch", "update"] },
        {
          apiGroups: ["apps"],
          resources: ["daemonsets"],
          verbs: ["list", "watch", "create", "update", "delete"],
          zone: "host",
        },
        {
          apiGroups: ["resource.nvidia.com"],
          resources: ["computedomaincliques"],
          verbs: ["list", "watch", "update"],
          zone: "host",
        },
        { apiGroups: [""], resources: ["pods"], verbs: ["list", "watch"], zone: "host" },
      ],
    },
    calls: [apiServer],
  };
}

function pullSecrets(names: readonly string[]): string {
  return `--cd-daemon-image-pull-secret-names=${names.join(",")}`;
}
