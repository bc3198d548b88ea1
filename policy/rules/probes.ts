import { at } from "../json.ts";
import { containerProblems, makesPods, podOf } from "../pods.ts";
import type { ResourcePolicy } from "../policy.ts";

const PROBES = ["startupProbe", "readinessProbe", "livenessProbe"] as const;

/** Kubernetes takes a process that hangs for one that works, unless it is told how to ask. */
export const probes: ResourcePolicy = {
  judges: "resource",
  name: "probes",
  description: "The main container of every server has a startup, a readiness and a liveness probe.",
  remedy: "set the probe",
  enforcement: "mandatory",
  applies: (resource) => makesPods(resource) && podOf(resource)?.runs === "on",
  check: (resource) =>
    containerProblems(resource, ({ role, value }) =>
      role === "main" ? PROBES.filter((probe) => at(value, probe) === undefined).map((probe) => `has no ${probe}`) : [],
    ),
};
