import * as k8s from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";
import { partOf } from "../parts.ts";
import type { StackContext } from "../stack-context.ts";
import { objectName, workloadLabels, workloadSelector } from "../workload/labels.ts";
import type { Workload } from "../workload/workload.ts";
import { egressRules, ingressRules, type Talker } from "./policy-rules.ts";

/** Arguments of `NetworkPolicies`. */
export interface NetworkPoliciesArgs {
  readonly context: StackContext;
  /** All workloads of the stack: a call allowed on one side alone would not get through. */
  readonly workloads: readonly Workload[];
  /** The nodes' addresses, as CIDRs. */
  readonly nodeCidrs: readonly string[];
}

/**
 * One NetworkPolicy for each workload: it may call whom it declared, and be called by who declared it. All else is
 * denied by the namespaces' default.
 */
export class NetworkPolicies extends pulumi.ComponentResource {
  constructor(name: string, args: NetworkPoliciesArgs, opts?: pulumi.ComponentResourceOptions) {
    super("aiobs:network:NetworkPolicies", name, {}, opts);
    const { context } = args;
    const facts = { namespaces: context.namespaces, nodeCidrs: args.nodeCidrs };
    const talkerOf = ({ args: { part, calls, calledBy = [] } }: Workload): Talker => ({ part, calls, calledBy });
    const talkers = args.workloads.map(talkerOf);
    for (const workload of args.workloads) {
      const talker = talkerOf(workload);
      const object = objectName(workload.args);
      const ingress = ingressRules(talker, talkers, facts);
      new k8s.networking.v1.NetworkPolicy(
        `${name}-${object}`,
        {
          metadata: {
            name: object,
            namespace: context.createdNamespaces[partOf(talker.part).zone],
            labels: workloadLabels(workload.args),
          },
          spec: {
            podSelector: { matchLabels: workloadSelector(workload.args) },
            policyTypes: ["Ingress", "Egress"],
            // An empty list is none to the API server, which would differ from the manifest at every apply.
            ...(ingress.length === 0 ? {} : { ingress }),
            egress: egressRules(talker, facts),
          },
        },
        { parent: this },
      );
    }
    this.registerOutputs({});
  }
}
