import { at } from "../json.ts";
import { containerProblems, podOf } from "../pods.ts";
import type { ResourcePolicy } from "../policy.ts";

const PROBES = ["startupProbe", "readinessProbe", "livenessProbe"] as const;

/** The servers that nobody can ask, by the value of `app.kubernetes.io/name`, and why. */
export const unprobedParts: Readonly<Record<string, string>> = {
  "nvidia-device-plugin": "speaks with the kubelet by sockets, has no port, and the kubelet notices when it goes",
  "efa-device-plugin": "speaks with the kubelet by sockets as well",
};

/** Kubernetes takes a process that hangs for one that works, unless it is told how to ask. */
export const probes: ResourcePolicy = {
  judges: "resource",
  name: "probes",
  description: "The main container of every server that can be asked has a startup, a readiness and a liveness probe.",
  remedy: "set the probe, or list the part that nobody can ask in policy/rules/probes.ts",
  enforcement: "mandatory",
  applies(resource) {
    const pod = podOf(resource);
    return pod?.runs === "on" && !Object.hasOwn(unprobedParts, pod.part ?? "");
  },
  check: (resource) =>
    containerProblems(resource, ({ role, value }) =>
      role === "main" ? PROBES.filter((probe) => at(value, probe) === undefined).map((probe) => `has no ${probe}`) : [],
    ),
};
