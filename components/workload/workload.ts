import * as k8s from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";
import { headlessName } from "../addresses.ts";
import { partOf } from "../parts.ts";
import { apiRole } from "./api-role.ts";
import { servicePorts } from "./container.ts";
import { controller } from "./controller.ts";
import { objectName, workloadLabels, workloadSelector } from "./labels.ts";
import { directoryName } from "./volumes.ts";
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
    const metadata = this.metadata(objectName(args));
    const child = { parent: this };

    const account = new k8s.core.v1.ServiceAccount(name, { metadata, automountServiceAccountToken: false }, child);
    const files = [...this.configMaps(name), ...this.secrets(name)];
    const role = args.apiAccess === undefined ? [] : apiRole(name, args, args.apiAccess, account, child);
    // Not before the controller: the provider waits for a Service until pods answer behind it.
    this.services(name);
    // A pod that starts before its account, files and role would fail, and be tried again with growing pauses.
    controller(name, args, metadata, { parent: this, dependsOn: [account, ...files, ...role] });
    if (args.replication.kind !== "DaemonSet") {
      new k8s.policy.v1.PodDisruptionBudget(
        name,
        { metadata, spec: { maxUnavailable: 1, selector: { matchLabels: workloadSelector(args) } } },
        child,
      );
    }
    this.registerOutputs({});
  }

  private metadata(name: string) {
    const { context, part } = this.args;
    return { name, namespace: context.createdNamespaces[partOf(part).zone], labels: workloadLabels(this.args) };
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

  private services(name: string): void {
    const { part, replication } = this.args;
    // Nothing calls an agent that runs on every node by one address.
    if (replication.kind === "DaemonSet") return;
    const selector = workloadSelector(this.args);
    const ports = servicePorts(part).map((port) => ({ ...port, targetPort: port.port }));
    new k8s.core.v1.Service(
      name,
      {
        metadata: this.metadata(objectName(this.args)),
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
}
