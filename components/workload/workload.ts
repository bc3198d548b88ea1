import * as k8s from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";
import { headlessName } from "../addresses.ts";
import { partOf } from "../parts.ts";
import { partLabels, selectorLabels } from "./labels.ts";
import { directoryName, podTemplate, STORAGE_VOLUME } from "./pod-template.ts";
import type { WorkloadArgs } from "./workload-args.ts";

/**
 * One server of the stack: a Deployment, StatefulSet or DaemonSet with all that belongs to it (ServiceAccount, role,
 * ConfigMaps, Secrets, Services, disruption budget), hardened. A server component creates one of these and says only
 * what is its own.
 *
 * NetworkPolicies are made from `calls` and `calledBy` by `NetworkPolicies`, which sees all the workloads.
 */
export class Workload extends pulumi.ComponentResource {
  /** What this workload is, and whom it talks to. */
  readonly args: WorkloadArgs;

  constructor(name: string, args: WorkloadArgs, opts?: pulumi.ComponentResourceOptions) {
    super("aiobs:workload:Workload", name, {}, opts);
    this.args = args;
    const metadata = this.metadata(args.part);
    const child = { parent: this };

    const account = new k8s.core.v1.ServiceAccount(name, { metadata, automountServiceAccountToken: false }, child);
    const files = [...this.configMaps(name), ...this.secrets(name)];
    const access = args.apiAccess === undefined ? [] : this.role(name, account);
    // Not before the controller: the provider waits for a Service until pods answer behind it.
    this.services(name);
    // A pod that starts before its account, files and role would fail, and be tried again with growing pauses.
    this.controller(name, { parent: this, dependsOn: [account, ...files, ...access] });
    if (args.replication.kind !== "DaemonSet") {
      new k8s.policy.v1.PodDisruptionBudget(
        name,
        { metadata, spec: { maxUnavailable: 1, selector: { matchLabels: selectorLabels(args.part) } } },
        child,
      );
    }
    this.registerOutputs({});
  }

  private metadata(name: string) {
    const { context, part } = this.args;
    return {
      name,
      namespace: context.createdNamespaces[partOf(part).zone],
      labels: partLabels(part, context.stack),
    };
  }

  private configMaps(name: string): pulumi.Resource[] {
    return (this.args.config ?? []).map(
      (directory) =>
        new k8s.core.v1.ConfigMap(
          `${name}-${directory.name}`,
          { metadata: this.metadata(directoryName(this.args, directory)), data: { ...directory.files } },
          { parent: this },
        ),
    );
  }

  private secrets(name: string): pulumi.Resource[] {
    return (this.args.secrets ?? []).map(
      (directory) =>
        new k8s.core.v1.Secret(
          `${name}-${directory.name}`,
          // The SDK marks all of a Secret's content as secret.
          { metadata: this.metadata(directoryName(this.args, directory)), stringData: { ...directory.files } },
          { parent: this },
        ),
    );
  }

  private role(name: string, account: k8s.core.v1.ServiceAccount): pulumi.Resource[] {
    const access = this.args.apiAccess;
    if (access === undefined) return [];
    const { context, part } = this.args;
    const resourceRules = access.rules.map(({ apiGroups, resources, verbs }) => ({
      apiGroups: [...apiGroups],
      resources: [...resources],
      verbs: [...verbs],
    }));
    const rules =
      access.readUrls === undefined
        ? resourceRules
        : [...resourceRules, { nonResourceURLs: [...access.readUrls], verbs: ["get"] }];
    const subjects = [{ kind: "ServiceAccount", name: part, namespace: account.metadata.namespace }];
    const annotations = { "aiobs/why": access.why };
    const child = { parent: this };
    const apiGroup = "rbac.authorization.k8s.io";

    if (access.namespace !== undefined) {
      const metadata = {
        name: part,
        namespace: access.namespace,
        labels: partLabels(part, context.stack),
        annotations,
      };
      const role = new k8s.rbac.v1.Role(name, { metadata, rules }, child);
      const roleRef = { apiGroup, kind: "Role", name: part };
      return [
        role,
        new k8s.rbac.v1.RoleBinding(name, { metadata, subjects, roleRef }, { ...child, dependsOn: [role] }),
      ];
    }
    // Cluster-wide names carry the namespace: two stacks may share a cluster.
    const clusterName = `${context.namespaces[partOf(part).zone]}-${part}`;
    const metadata = { name: clusterName, labels: partLabels(part, context.stack), annotations };
    const role = new k8s.rbac.v1.ClusterRole(name, { metadata, rules }, child);
    const roleRef = { apiGroup, kind: "ClusterRole", name: clusterName };
    const binding = new k8s.rbac.v1.ClusterRoleBinding(
      name,
      { metadata, subjects, roleRef },
      { ...child, dependsOn: [role] },
    );
    return [role, binding];
  }

  private services(name: string): void {
    const { part, replication } = this.args;
    // Nothing calls an agent that runs on every node by one address.
    if (replication.kind === "DaemonSet") return;
    const selector = selectorLabels(part);
    const ports = Object.entries(partOf(part).ports).flatMap(([portName, port]) =>
      (port.protocols ?? (["TCP"] as const)).map((protocol) => ({
        name: protocol === "TCP" ? portName : `${portName}-${protocol.toLowerCase()}`,
        port: port.number,
        targetPort: port.number,
        protocol,
      })),
    );
    new k8s.core.v1.Service(
      name,
      {
        metadata: this.metadata(part),
        // One client keeps to one replica: two Prometheus replicas differ by a scrape, and a graph must not flicker.
        spec: { type: "ClusterIP", selector, ports, sessionAffinity: "ClientIP" },
      },
      { parent: this },
    );
    if (replication.kind !== "StatefulSet") return;
    new k8s.core.v1.Service(
      `${name}-pods`,
      {
        metadata: this.metadata(headlessName(part)),
        // Replicas find each other before they are ready: that is how they become ready.
        spec: { type: "ClusterIP", clusterIP: "None", publishNotReadyAddresses: true, selector, ports },
      },
      { parent: this },
    );
  }

  private controller(name: string, opts: pulumi.CustomResourceOptions): void {
    const { part, replication, context } = this.args;
    const metadata = this.metadata(part);
    const template = podTemplate(this.args);
    const selector = { matchLabels: selectorLabels(part) };
    switch (replication.kind) {
      case "Deployment":
        new k8s.apps.v1.Deployment(
          name,
          {
            metadata,
            spec: {
              replicas: replication.replicas,
              revisionHistoryLimit: 5,
              selector,
              strategy: { type: "RollingUpdate", rollingUpdate: { maxUnavailable: 0, maxSurge: 1 } },
              template,
            },
          },
          opts,
        );
        return;
      case "DaemonSet":
        new k8s.apps.v1.DaemonSet(
          name,
          {
            metadata,
            spec: {
              revisionHistoryLimit: 5,
              selector,
              updateStrategy: { type: "RollingUpdate", rollingUpdate: { maxUnavailable: "10%" } },
              template,
            },
          },
          opts,
        );
        return;
      case "StatefulSet":
        new k8s.apps.v1.StatefulSet(
          name,
          {
            metadata,
            spec: {
              serviceName: headlessName(part),
              replicas: replication.replicas,
              revisionHistoryLimit: 5,
              // Replicas start together: a quorum or gossip cluster that waits for pod 0 alone may wait for ever.
              podManagementPolicy: "Parallel",
              persistentVolumeClaimRetentionPolicy: { whenDeleted: "Retain", whenScaled: "Retain" },
              selector,
              template,
              volumeClaimTemplates: [
                {
                  metadata: { name: STORAGE_VOLUME, labels: selector.matchLabels },
                  spec: {
                    accessModes: ["ReadWriteOnce"],
                    ...(context.storageClass === undefined ? {} : { storageClassName: context.storageClass }),
                    resources: { requests: { storage: replication.storage.size } },
                  },
                },
              ],
            },
          },
          { ...opts, protect: context.data === "protect" },
        );
    }
  }
}
