/** NetworkPolicy rules from declared connections. Pure. */
import type { types } from "@pulumi/kubernetes";
import { type Part, type PartName, partOf } from "../parts.ts";
import type { StackContext } from "../stack-context.ts";
import { selectorLabels } from "../workload/labels.ts";
import type { Connection, Inbound, Peer, Port } from "./connection.ts";

type EgressRule = types.input.networking.v1.NetworkPolicyEgressRule;
type IngressRule = types.input.networking.v1.NetworkPolicyIngressRule;
type PolicyPeer = types.input.networking.v1.NetworkPolicyPeer;

/** What the rules need to know of a workload. */
export interface Talker {
  readonly part: PartName;
  readonly calls: readonly Connection[];
  readonly calledBy: readonly Inbound[];
}

/** What the rules need to know of the cluster. */
export interface NetworkFacts extends Pick<StackContext, "namespaces"> {
  /** The nodes' addresses: pods on the node's own network are seen under these. */
  readonly nodeCidrs: readonly string[];
}

/** DNS, which every pod may ask (https://kubernetes.io/docs/concepts/services-networking/dns-pod-service/). */
const DNS: EgressRule = {
  to: [
    {
      namespaceSelector: { matchLabels: { "kubernetes.io/metadata.name": "kube-system" } },
      podSelector: { matchLabels: { "k8s-app": "kube-dns" } },
    },
  ],
  ports: [
    { port: 53, protocol: "UDP" },
    { port: 53, protocol: "TCP" },
  ],
};

/** Everything that a part may call. */
export function egressRules(talker: Talker, facts: NetworkFacts): EgressRule[] {
  return [DNS, ...talker.calls.map(({ to, ports }) => ({ to: peers(to, facts), ...portList(ports) }))];
}

/** Everything that may call a part: the other side of each call, and what the part names itself. */
export function ingressRules(talker: Talker, all: readonly Talker[], facts: NetworkFacts): IngressRule[] {
  const fromStack = all.flatMap((caller) =>
    caller.calls
      .filter(({ to }) => to.kind === "part" && to.part === talker.part)
      .map(({ ports }) => ({ from: peers({ kind: "part", part: caller.part }, facts), ...portList(ports) })),
  );
  const fromOutside = talker.calledBy.map(({ from, ports }) => ({ from: peers(from, facts), ...portList(ports) }));
  return [...fromStack, ...fromOutside];
}

function peers(peer: Peer, facts: NetworkFacts): PolicyPeer[] {
  switch (peer.kind) {
    case "part":
      return partPeers(peer.part, partOf(peer.part), facts);
    case "namespace":
      return [{ namespaceSelector: { matchLabels: { "kubernetes.io/metadata.name": peer.namespace } } }];
    case "addresses":
      return peer.cidrs.map((cidr) => ({
        ipBlock: peer.except === undefined ? { cidr } : { cidr, except: [...peer.except] },
      }));
  }
}

function partPeers(name: PartName, part: Part, facts: NetworkFacts): PolicyPeer[] {
  if (part.network === "host") return facts.nodeCidrs.map((cidr) => ({ ipBlock: { cidr } }));
  return [
    {
      namespaceSelector: { matchLabels: { "kubernetes.io/metadata.name": facts.namespaces[part.zone] } },
      podSelector: { matchLabels: selectorLabels(name) },
    },
  ];
}

function portList(ports: readonly Port[]): Pick<EgressRule, "ports"> {
  if (ports.length === 0) return {};
  return { ports: ports.map(({ number, protocol }) => ({ port: number, protocol })) };
}
