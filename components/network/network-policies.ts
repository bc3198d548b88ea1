import * as k8s from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";
import type { Place } from "../place.ts";
import { objectName, serverLabels, workloadSelector } from "../workload/labels.ts";
import type { Server } from "../workload/server.ts";
import { ciliumRules } from "./cilium-rules.ts";
import { egressRules, ingressRules } from "./policy-rules.ts";

/** Arguments of `NetworkPolicies`. */
export interface NetworkPoliciesArgs {
  readonly place: Place;
  /** All servers of the stack, joined: a call allowed on one side alone would not get through. */
  readonly servers: readonly Server[];
}

/**
 * One NetworkPolicy for each server: it may call whom it declared, and be called by who declared it. All else is denied by
 * the namespaces' default.
 */
export class NetworkPolicies extends pulumi.ComponentResource {
  constructor(name: string, { place, servers }: NetworkPoliciesArgs, opts?: pulumi.ComponentResourceOptions) {
    super("aiobs:network:NetworkPolicies", name, {}, opts);
    for (const server of servers) {
      const object = objectName(server);
      const ingress = ingressRules(server, servers, place);
      new k8s.networking.v1.NetworkPolicy(
        `${name}-${object}`,
        {
          metadata: {
            name: object,
            namespace: place.createdNamespaces[server.zone],
            labels: serverLabels(place, server),
          },
          spec: {
            podSelector: { matchLabels: workloadSelector(server) },
            policyTypes: ["Ingress", "Egress"],
            // An empty list is none to the API server, which would differ from the manifest at every apply.
            ...(ingress.length === 0 ? {} : { ingress }),
            egress: egressRules(server, place),
          },
        },
        { parent: this },
      );
      if (place.networkPolicies === "cilium") this.cilium(`${name}-${object}-cilium`, place, server);
    }
    this.registerOutputs({});
  }

  /** What the NetworkPolicy of a server cannot say to Cilium; nothing where it calls neither nodes nor the Kubernetes API. */
  private cilium(name: string, place: Place, server: Server): void {
    const spec = ciliumRules(server, place);
    if (Object.keys(spec).length === 0) return;
    new k8s.apiextensions.CustomResource(
      name,
      {
        apiVersion: "cilium.io/v2",
        kind: "CiliumNetworkPolicy",
        metadata: {
          name: objectName(server),
          namespace: place.createdNamespaces[server.zone],
          labels: serverLabels(place, server),
        },
        spec: { endpointSelector: { matchLabels: workloadSelector(server) }, ...spec },
      },
      { parent: this },
    );
  }
}
