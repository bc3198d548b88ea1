/** The NetworkPolicies of a plan, as checks and the picture look at them. */
import { z } from "zod";
import type { Manifest } from "./manifests.ts";

const labels = z.record(z.string(), z.string());
const podSelector = z.object({
  matchLabels: labels.default({}),
  /** Labels that a pod must have, whatever they say: the one kind of expression that the program writes. */
  matchExpressions: z.array(z.object({ key: z.string(), operator: z.literal("Exists") })).default([]),
});
const peer = z.object({
  // Without labels, every namespace.
  namespaceSelector: z.object({ matchLabels: labels.default({}) }).optional(),
  podSelector: podSelector.optional(),
  ipBlock: z.looseObject({ cidr: z.string() }).optional(),
});
const port = z.object({ port: z.number(), protocol: z.string() });
const policy = z.looseObject({
  spec: z.looseObject({
    podSelector,
    ingress: z.array(z.object({ from: z.array(peer), ports: z.array(port).default([]) })).default([]),
    egress: z.array(z.object({ to: z.array(peer), ports: z.array(port).default([]) })).default([]),
  }),
});

/** Labels of a pod, or the ones a selector asks for. */
export type Labels = z.output<typeof labels>;

/** The pods that a policy or a rule is about. */
export type PodSelector = z.output<typeof podSelector>;

/** The other side of a rule. */
export type PolicyPeer = z.output<typeof peer>;

/** One NetworkPolicy. */
export type PlannedPolicy = z.output<typeof policy>["spec"] & { readonly namespace: string };

/** The label with which Kubernetes marks each namespace with its name. */
export const NAMESPACE_NAME = "kubernetes.io/metadata.name";

/** The NetworkPolicies of a plan. */
export function policiesOf(manifests: readonly Manifest[]): readonly PlannedPolicy[] {
  return manifests
    .filter(({ kind }) => kind === "NetworkPolicy")
    .map(({ namespace = "", object }) => ({ namespace, ...policy.parse(object).spec }));
}
