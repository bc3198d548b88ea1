import * as k8s from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";
import type { Place } from "../place.ts";
import type { Zone } from "./identity.ts";
import { objectName, serverLabels } from "./labels.ts";
import type { ApiAccess, Server } from "./server.ts";

/** The role with what a workload may do at the Kubernetes API, and its binding to the workload's account. */
export function apiRole(
  name: string,
  place: Place,
  server: Server,
  { why, rules, paths = [], within = "cluster" }: ApiAccess,
  account: k8s.core.v1.ServiceAccount,
  opts: pulumi.CustomResourceOptions,
): readonly pulumi.Resource[] {
  const { namespace } = account.metadata;
  const shared = { labels: serverLabels(place, server), annotations: { "aiobs/why": why } };
  const subjects = [{ kind: "ServiceAccount", name: objectName(server), namespace }];
  const allowedIn = (zone: Zone | undefined) =>
    rules
      .filter((rule) => rule.zone === zone)
      .map(({ apiGroups, resources, verbs }) => ({
        apiGroups: [...apiGroups],
        resources: [...resources],
        verbs: [...verbs],
      }));
  const roleRef = (kind: string, role: string) => ({ apiGroup: "rbac.authorization.k8s.io", kind, name: role });
  const after = (role: pulumi.Resource) => pulumi.mergeOptions(opts, { dependsOn: [role] });
  const inOne = (logical: string, where: pulumi.Input<string>, zone?: Zone) => {
    const metadata = { name: objectName(server), namespace: where, ...shared };
    const role = new k8s.rbac.v1.Role(logical, { metadata, rules: allowedIn(zone) }, opts);
    const binding = { metadata, subjects, roleRef: roleRef("Role", metadata.name) };
    return [role, new k8s.rbac.v1.RoleBinding(logical, binding, after(role))];
  };
  const zones = [...new Set(rules.flatMap(({ zone }) => zone ?? []))];
  const ofZones = zones.flatMap((zone) => inOne(`${name}-${zone}`, place.createdNamespaces[zone], zone));
  if (within === "namespace") return [...inOne(name, namespace), ...ofZones];
  // Cluster-wide names carry the namespace: two stacks may share a cluster.
  const metadata = { name: `${place.namespaces[server.zone]}-${objectName(server)}`, ...shared };
  const ofPaths = paths.length === 0 ? [] : [{ nonResourceURLs: [...paths], verbs: ["get"] }];
  const role = new k8s.rbac.v1.ClusterRole(name, { metadata, rules: [...allowedIn(undefined), ...ofPaths] }, opts);
  const binding = { metadata, subjects, roleRef: roleRef("ClusterRole", metadata.name) };
  return [role, new k8s.rbac.v1.ClusterRoleBinding(name, binding, after(role)), ...ofZones];
}
