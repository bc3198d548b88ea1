import * as k8s from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";
import type { Place } from "../place.ts";
import { objectName, serverLabels } from "./labels.ts";
import type { ApiAccess, Server } from "./server.ts";

/** The cluster role with what a workload may do at the Kubernetes API, and its binding to the workload's account. */
export function apiRole(
  name: string,
  place: Place,
  server: Server,
  { why, rules }: ApiAccess,
  account: k8s.core.v1.ServiceAccount,
  opts: pulumi.CustomResourceOptions,
): readonly pulumi.Resource[] {
  const metadata = {
    // Cluster-wide names carry the namespace: two stacks may share a cluster.
    name: `${place.namespaces[server.zone]}-${objectName(server)}`,
    labels: serverLabels(place, server),
    annotations: { "aiobs/why": why },
  };
  const role = new k8s.rbac.v1.ClusterRole(
    name,
    {
      metadata,
      rules: rules.map(({ apiGroups, resources, verbs }) => ({
        apiGroups: [...apiGroups],
        resources: [...resources],
        verbs: [...verbs],
      })),
    },
    opts,
  );
  const binding = new k8s.rbac.v1.ClusterRoleBinding(
    name,
    {
      metadata,
      subjects: [{ kind: "ServiceAccount", name: objectName(server), namespace: account.metadata.namespace }],
      roleRef: { apiGroup: "rbac.authorization.k8s.io", kind: "ClusterRole", name: metadata.name },
    },
    pulumi.mergeOptions(opts, { dependsOn: [role] }),
  );
  return [role, binding];
}
