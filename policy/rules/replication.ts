import { type LeastReplicas, leastReplicas } from "../../facts/least-replicas.ts";
import type { Standards } from "../../facts/standards.ts";
import { numberAt } from "../json.ts";
import { kindOf, labelsOf } from "../kubernetes.ts";
import type { PolicyResource, ResourcePolicy } from "../policy.ts";

/** With fewer replicas than these, a lost node costs data or alerts. */
export const replication: ResourcePolicy = {
  judges: "resource",
  name: "replication",
  description:
    "What replicates data runs in as many replicas as the stack's availability (`standards.availability`) asks for.",
  remedy: "raise its replicas in the stack's settings",
  enforcement: "mandatory",
  applies: (resource, { standards }) => needed(resource, standards) !== undefined,
  check(resource, { standards }) {
    const least = needed(resource, standards);
    // Kubernetes runs one where nothing is said.
    const found = numberAt(resource.props, "spec", "replicas") ?? 1;
    if (least === undefined || found >= least.replicas) return [];
    return [`has ${found} of at least ${least.replicas} replicas: ${least.why}`];
  },
};

function needed(resource: PolicyResource, { availability }: Standards) {
  if (availability === "single") return undefined;
  if (!["Deployment", "StatefulSet"].includes(kindOf(resource) ?? "")) return undefined;
  const part = labelsOf(resource.props).get("app.kubernetes.io/name") ?? "";
  const least: LeastReplicas | undefined = Object.entries(leastReplicas).find(([name]) => name === part)?.[1];
  return least === undefined ? undefined : { replicas: least[availability], why: least.why };
}
