import * as k8s from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";
import type { Place } from "../place.ts";
import type { Zone } from "../workload/identity.ts";
import { stackLabels } from "../workload/labels.ts";

/** Arguments of `Namespaces`. */
export interface NamespacesArgs {
  /** The Pulumi stack's name, for the label `app.kubernetes.io/instance`. */
  readonly stack: string;
  /** Name of each namespace. */
  readonly names: Readonly<Record<Zone, string>>;
  /** Those that hold a server: of another, nothing asks for less than the strictest Pod Security. */
  readonly used: ReadonlySet<Zone>;
  /** Whether the stack makes them, or they are there. */
  readonly ownership: Place["ownership"];
  /** Whether what nobody allows is denied. */
  readonly networkPolicies: Place["networkPolicies"];
  /** `protected`: Pulumi refuses to delete the namespaces, since every volume claim in one goes with it. */
  readonly data: Place["data"];
  /**
   * What brings the nodes that everything here runs on, where this stack makes them. Everything is in a namespace, so it is made after
   * the nodes, and `pulumi destroy` takes it away before them: pods that lose their node first never end.
   */
  readonly nodes: readonly pulumi.Resource[];
}

/**
 * The Pod Security level that each namespace enforces: the strictest that all of its servers allow
 * (https://kubernetes.io/docs/concepts/security/pod-security-standards/).
 *
 * `host` is `privileged` because node_exporter mounts the node's root read-only and uses the node's network and
 * process namespaces, which `baseline` already forbids. Nothing else lives there.
 */
const POD_SECURITY: Readonly<Record<Zone, "privileged" | "baseline" | "restricted">> = {
  main: "restricted",
  host: "privileged",
};

/** What each is called in Pulumi's state: never another name, for a namespace takes everything in it along. */
const LOGICAL: Readonly<Record<Zone, string>> = { main: "stack", host: "host" };

const ZONES: readonly Zone[] = ["main", "host"];

/**
 * The namespaces of the servers: Pod Security enforced, every connection denied both ways, and no token for the default
 * service account. What may connect is allowed by `NetworkPolicies`, server by server.
 */
export class Namespaces extends pulumi.ComponentResource {
  /** The names, as outputs of what was created. */
  readonly created: Readonly<Record<Zone, pulumi.Output<string>>>;

  /** The priority of the servers' pods: what tells that others fail goes last when a cluster is full. */
  readonly priorityClass: pulumi.Output<string>;

  constructor(name: string, args: NamespacesArgs, opts?: pulumi.ComponentResourceOptions) {
    super("aiobs:namespaces:Namespaces", name, {}, opts);
    const create = (zone: Zone): pulumi.Output<string> =>
      args.ownership === "existing" ? afterNodes(args, zone) : this.namespace(`${name}-${LOGICAL[zone]}`, args, zone);
    this.created = { main: create("main"), host: create("host") };
    // In a namespace that others use as well, their pods are not the stack's to cut off: each server has a policy of its own.
    const denied = args.networkPolicies !== "off" && args.ownership === "created" ? ZONES : [];
    for (const zone of denied) {
      new k8s.networking.v1.NetworkPolicy(
        `${name}-${LOGICAL[zone]}-default-deny`,
        {
          metadata: { name: "default-deny", namespace: this.created[zone], labels: stackLabels(args) },
          spec: { podSelector: {}, policyTypes: ["Ingress", "Egress"] },
        },
        { parent: this },
      );
    }
    this.priorityClass = new k8s.scheduling.v1.PriorityClass(
      `${name}-priority`,
      {
        // Cluster-wide names carry the namespace: two stacks may share a cluster.
        metadata: { name: `${args.names.main}-servers`, labels: stackLabels(args) },
        // Above applications, which have 0 unless they say otherwise; far below what the cluster itself runs on (2,000,000,000).
        value: 1_000_000,
        description: "Servers that watch the cluster and tell people.",
      },
      { parent: this },
    ).metadata.name;
    this.registerOutputs({});
  }

  private namespace(name: string, args: NamespacesArgs, zone: Zone): pulumi.Output<string> {
    const level = args.used.has(zone) ? POD_SECURITY[zone] : "restricted";
    const namespace = new k8s.core.v1.Namespace(
      name,
      {
        metadata: {
          name: args.names[zone],
          labels: {
            ...stackLabels(args),
            "pod-security.kubernetes.io/enforce": level,
            "pod-security.kubernetes.io/enforce-version": "latest",
            "pod-security.kubernetes.io/audit": level,
            "pod-security.kubernetes.io/warn": level,
          },
          // Says to whoever reviews the namespace, and to the policies, that this was meant.
          ...(args.networkPolicies === "off" ? { annotations: { "aiobs/network-policies": "off" } } : {}),
        },
      },
      { parent: this, protect: args.data === "protected", dependsOn: [...args.nodes] },
    );
    return namespace.metadata.name;
  }
}

/** The name of a namespace that is there, known when the nodes are: what is in it comes after them, and goes before them. */
function afterNodes({ names, nodes }: NamespacesArgs, zone: Zone): pulumi.Output<string> {
  return pulumi.all(nodes.map(({ urn }) => urn)).apply(() => names[zone]);
}
