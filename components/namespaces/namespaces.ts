import * as k8s from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";
import type { Zone } from "../parts.ts";
import type { StackContext } from "../stack-context.ts";
import { PART_OF } from "../workload/labels.ts";

/** Arguments of `Namespaces`. */
export interface NamespacesArgs {
  /** The Pulumi stack's name, for the label `app.kubernetes.io/instance`. */
  readonly stack: string;
  /** Name of each namespace. */
  readonly names: Readonly<Record<Zone, string>>;
  /** `protect`: Pulumi refuses to delete the namespaces, since every volume claim in one goes with it. */
  readonly data: StackContext["data"];
}

/**
 * The Pod Security level that each namespace enforces: the strictest that all of its parts allow
 * (https://kubernetes.io/docs/concepts/security/pod-security-standards/).
 *
 * `host` is `privileged` because node_exporter mounts the node's root read-only and uses the node's network and
 * process namespaces, which `baseline` already forbids. Nothing else lives there.
 */
const POD_SECURITY: Readonly<Record<Zone, "privileged" | "baseline" | "restricted">> = {
  stack: "restricted",
  host: "privileged",
};

const ZONES: readonly Zone[] = ["stack", "host"];

/**
 * The stack's namespaces: Pod Security enforced, every connection denied both ways, and no token for the default
 * service account. What may connect is allowed by `NetworkPolicies`, part by part.
 */
export class Namespaces extends pulumi.ComponentResource {
  /** The names, as outputs of the created namespaces. */
  readonly created: Readonly<Record<Zone, pulumi.Output<string>>>;

  constructor(name: string, args: NamespacesArgs, opts?: pulumi.ComponentResourceOptions) {
    super("aiobs:namespaces:Namespaces", name, {}, opts);
    const create = (zone: Zone): pulumi.Output<string> => this.namespace(`${name}-${zone}`, args, zone);
    this.created = { stack: create("stack"), host: create("host") };
    for (const zone of ZONES) {
      new k8s.networking.v1.NetworkPolicy(
        `${name}-${zone}-default-deny`,
        {
          metadata: { name: "default-deny", namespace: this.created[zone], labels: labels(args.stack) },
          spec: { podSelector: {}, policyTypes: ["Ingress", "Egress"] },
        },
        { parent: this },
      );
    }
    this.registerOutputs({});
  }

  private namespace(name: string, args: NamespacesArgs, zone: Zone): pulumi.Output<string> {
    const level = POD_SECURITY[zone];
    const namespace = new k8s.core.v1.Namespace(
      name,
      {
        metadata: {
          name: args.names[zone],
          labels: {
            ...labels(args.stack),
            "pod-security.kubernetes.io/enforce": level,
            "pod-security.kubernetes.io/enforce-version": "latest",
            "pod-security.kubernetes.io/audit": level,
            "pod-security.kubernetes.io/warn": level,
          },
        },
      },
      { parent: this, protect: args.data === "protect" },
    );
    return namespace.metadata.name;
  }
}

function labels(stack: string): Record<string, string> {
  return {
    "app.kubernetes.io/part-of": PART_OF,
    "app.kubernetes.io/instance": stack,
    "app.kubernetes.io/managed-by": "pulumi",
  };
}
