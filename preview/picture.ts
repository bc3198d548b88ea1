/** The picture of who calls whom, from the plan's NetworkPolicies: what is drawn is what is allowed. */
import type { Manifest } from "./manifests.ts";
import { NAMESPACE_NAME, type PolicyPeer, policiesOf } from "./network-policies.ts";

const PART_NAME = "app.kubernetes.io/name";
const DNS_PORT = 53;

/** A Mermaid flow chart (https://mermaid.js.org/syntax/flowchart.html). DNS, which every pod may ask, is left out. */
export function callPicture(manifests: readonly Manifest[]): string {
  const calls = new Map<string, { readonly from: string; readonly to: string; readonly ports: Set<number> }>();
  const add = (from: string, to: string, ports: readonly { port: number }[]) => {
    const call = calls.get(`${from} ${to}`) ?? { from, to, ports: new Set() };
    for (const { port } of ports) call.ports.add(port);
    calls.set(`${from} ${to}`, call);
  };
  const policies = policiesOf(manifests);
  const own = new Set(policies.map(({ namespace }) => namespace));
  for (const { podSelector, egress, ingress } of policies) {
    const self = podSelector.matchLabels[PART_NAME];
    if (self === undefined) continue;
    for (const { to, ports } of egress) {
      if (ports.some(({ port }) => port === DNS_PORT)) continue;
      for (const peer of peerNames(to)) add(self, peer, ports);
    }
    // Callers of the stack are drawn from their own policies; the others are only in ours.
    for (const { from, ports } of ingress) {
      for (const peer of peerNames(from.filter((one) => !own.has(namespaceOf(one) ?? "")))) add(peer, self, ports);
    }
  }
  const lines = [...calls.values()].map(({ from, to, ports }) => {
    const label = ports.size === 0 ? "" : `|${[...ports].sort((a, b) => a - b).join(" ")}|`;
    return `  ${node(from)} -->${label} ${node(to)}`;
  });
  return ["flowchart LR", ...lines.sort()].join("\n");
}

/** The peers of a rule by name; its networks as one. */
function peerNames(peers: readonly PolicyPeer[]): readonly string[] {
  const cidrs = peers.flatMap(({ ipBlock }) => (ipBlock === undefined ? [] : [ipBlock.cidr]));
  const named = peers.flatMap(({ podSelector, namespaceSelector, ipBlock }) => {
    if (ipBlock !== undefined) return [];
    const namespace = namespaceOf({ namespaceSelector });
    return [podSelector?.matchLabels[PART_NAME] ?? (namespace === undefined ? "every pod" : `namespace ${namespace}`)];
  });
  return cidrs.length === 0 ? named : [...named, cidrs.join(", ")];
}

function namespaceOf({ namespaceSelector }: Pick<PolicyPeer, "namespaceSelector">): string | undefined {
  return namespaceSelector?.matchLabels[NAMESPACE_NAME];
}

/** A node with its label: Mermaid's identifiers take letters, digits and `_`. */
function node(label: string): string {
  return `n_${label.replace(/[^a-zA-Z0-9]+/g, "_")}["${label}"]`;
}
