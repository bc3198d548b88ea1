import * as k8s from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";
import type { Place } from "../place.ts";
import { headlessName } from "./addresses.ts";
import { apiRole } from "./api-role.ts";
import { servicePorts } from "./container.ts";
import { controller } from "./controller.ts";
import { formerlyIn } from "./former-names.ts";
import { createIngress } from "./ingress.ts";
import { objectName, selectorLabels, serverLabels, workloadSelector } from "./labels.ts";
import { rolloutTimeouts } from "./rollout.ts";
import { createSecrets } from "./secrets.ts";
import type { Server } from "./server.ts";
import { directoryName } from "./volumes.ts";

/** Says of a ConfigMap which folder of the preview's output its files are in. */
export const FOLDER_ANNOTATION = "aiobs/folder";

/** Arguments of `Workload`. */
export interface WorkloadArgs {
  readonly place: Place;
  /** The server, joined with the others of the stack. */
  readonly server: Server;
  /** Whether it brings the disruption budget of its identity, or another variant does. */
  readonly budget: "own" | "another's";
}

/**
 * One server: a Deployment, StatefulSet or DaemonSet with all that belongs to it (ServiceAccount, role, ConfigMaps, Secrets,
 * Services, disruption budget, Ingress), hardened. The server says only what is its own.
 *
 * NetworkPolicies are made from `calls` and `ingress` by `NetworkPolicies`, which sees all the servers.
 */
export class Workload extends pulumi.ComponentResource {
  private readonly place: Place;
  private readonly server: Server;

  constructor(name: string, { place, server, budget }: WorkloadArgs, opts?: pulumi.ComponentResourceOptions) {
    super("aiobs:workload:Workload", name, {}, opts);
    this.place = place;
    this.server = server;
    const metadata = this.metadata(objectName(server));
    const child = { parent: this };

    const annotations = server.accountAnnotations;
    const account = new k8s.core.v1.ServiceAccount(
      name,
      {
        metadata: annotations === undefined ? metadata : { ...metadata, annotations: { ...annotations } },
        automountServiceAccountToken: false,
      },
      child,
    );
    const secrets = createSecrets(name, place, server, (own) => this.metadata(own), child);
    const files = [...this.configMaps(name), ...secrets.objects];
    const role = server.apiAccess === undefined ? [] : apiRole(name, place, server, server.apiAccess, account, child);
    // Not before the controller: the provider waits for a Service until pods answer behind it.
    this.services(name);
    // A pod that starts before its account, files and role would fail, and be tried again with growing pauses.
    controller(name, place, { server, secretsRevision: secrets.revision }, metadata, {
      parent: this,
      dependsOn: [account, ...files, ...role],
      customTimeouts: rolloutTimeouts(server),
      // Two of them cannot have one port of a node: the new one would wait for ever for the old one to go.
      deleteBeforeReplace: server.network === "host",
    });
    if (server.replication.kind !== "DaemonSet" && budget === "own") {
      new k8s.policy.v1.PodDisruptionBudget(
        name,
        // Of all variants together: Kubernetes evicts no pod that two budgets hold.
        { metadata, spec: { maxUnavailable: 1, selector: { matchLabels: selectorLabels(server) } } },
        child,
      );
    }
    if (server.ingress !== undefined) {
      createIngress(name, metadata, server, server.ingress, { parent: this, aliases: formerlyIn(server) });
    }
    this.registerOutputs({});
  }

  private metadata(name: string) {
    const { place, server } = this;
    return { name, namespace: place.createdNamespaces[server.zone], labels: serverLabels(place, server) };
  }

  private configMaps(name: string): pulumi.Resource[] {
    return (this.server.config ?? []).map(
      (directory) =>
        new k8s.core.v1.ConfigMap(
          `${name}-${directory.name}`,
          {
            metadata: {
              ...this.metadata(directoryName(this.server, directory)),
              annotations: { [FOLDER_ANNOTATION]: directory.folder },
            },
            data: { ...directory.files },
          },
          { parent: this },
        ),
    );
  }

  private services(name: string): void {
    const { replication } = this.server;
    const onEachNode = replication.kind === "DaemonSet";
    // Nothing calls most agents that run on every node.
    if (onEachNode && replication.service === undefined) return;
    const selector = workloadSelector(this.server);
    const ports = servicePorts(this.server).map((port) => ({ ...port, targetPort: port.port }));
    new k8s.core.v1.Service(
      name,
      {
        metadata: this.metadata(objectName(this.server)),
        spec: {
          type: "ClusterIP",
          selector,
          ports,
          // One client keeps to one replica: two Prometheus replicas differ by a scrape, and a graph must not flicker.
          ...(onEachNode ? { internalTrafficPolicy: "Local" } : { sessionAffinity: "ClientIP" }),
        },
      },
      { parent: this },
    );
    if (replication.kind !== "StatefulSet") return;
    new k8s.core.v1.Service(
      `${name}-pods`,
      {
        metadata: this.metadata(headlessName(this.server)),
        // Replicas find each other before they are ready: that is how they become ready.
        spec: { type: "ClusterIP", clusterIP: "None", publishNotReadyAddresses: true, selector, ports },
      },
      { parent: this },
    );
  }
}
