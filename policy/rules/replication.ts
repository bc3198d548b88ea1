import { type LeastReplicas, leastReplicas } from "../../facts/least-replicas.ts";
import { numberAt } from "../json.ts";
import { kindOf, labelsOf } from "../kubernetes.ts";
import type { PolicyResource, ResourcePolicy } from "../policy.ts";

/** Fewer replicas than these do not outlive a node that is lost during an update. */
export const replication: ResourcePolicy = {
  judges: "resource",
  name: "replication",
  description: "In prod, what replicates data runs in as many replicas as it needs to lose none of it.",
  remedy: "raise its replicas in the stack's settings",
  enforcement: "mandatory",
  applies: (resource, { environment }) => environment === "prod" && needed(resource) !== undefined,
  check(resource) {
    const least = needed(resource);
    // Kubernetes runs one where nothing is said.
    const found = numberAt(resource.props, "spec", "replicas") ?? 1;
    if (least === undefined || found >= least.replicas) return [];
    return [`has ${found} of at least ${least.replicas} replicas: ${least.why}`];
  },
};

function needed(resource: PolicyResource): LeastReplicas | undefined {
  if (!["Deployment", "StatefulSet"].includes(kindOf(resource) ?? "")) return undefined;
  const part = labelsOf(resource.props).get("app.kubernetes.io/name") ?? "";
  return Object.entries(leastReplicas).find(([name]) => name === part)?.[1];
}
