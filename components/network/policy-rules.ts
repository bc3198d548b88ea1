/** NetworkPolicy rules from declared connections. Pure. */
import type { types } from "@pulumi/kubernetes";
import type { PlaceFacts } from "../place.ts";
import { type Outside, type Peer, type Port, portsOf } from "../workload/connection.ts";
import type { ServerIdentity } from "../workload/identity.ts";
import { selectorLabels } from "../workload/labels.ts";
import type { Ingress, Server } from "../workload/server.ts";

type EgressRule = types.input.networking.v1.NetworkPolicyEgressRule;
type IngressRule = types.input.networking.v1.NetworkPolicyIngressRule;
type PolicyPeer = types.input.networking.v1.NetworkPolicyPeer;

/** What the rules need to know of a server. */
export type Talker = Pick<Server, "name" | "calls" | "ingress" | "open"> & ServerIdentity;

/** What the rules need to know of the place. */
export type Facts = Pick<PlaceFacts, "namespaces" | "nodes" | "serviceCidrs" | "dns">;

/** NodeLocal DNSCache, in its usual place (https://kubernetes.io/docs/tasks/administer-cluster/nodelocaldns/). */
const NODE_LOCAL_DNS = "169.254.20.10/32";

/** CoreDNS' pods (https://kubernetes.io/docs/concepts/services-networking/dns-pod-service/). */
const KUBE_DNS: PolicyPeer = {
  namespaceSelector: { matchLabels: { "kubernetes.io/metadata.name": "kube-system" } },
  podSelector: { matchLabels: { "k8s-app": "kube-dns" } },
};

/** DNS, which every pod may ask: whoever answers it, and their Service, at whose address some plugins judge. */
function dns({ nodes, serviceCidrs, dns: answering }: Facts): EgressRule {
  const addresses = [
    ...(answering.includes("node-local-dns") ? [NODE_LOCAL_DNS] : []),
    ...(answering.includes("eks-auto-mode") ? nodes.cidrs : []),
    ...serviceCidrs,
  ];
  return {
    to: [...(answering.includes("kube-dns") ? [KUBE_DNS] : []), ...addresses.map((cidr) => ({ ipBlock: { cidr } }))],
    ports: [
      { port: 53, protocol: "UDP" },
      { port: 53, protocol: "TCP" },
    ],
  };
}

/** Everything that a server may call. */
export function egressRules(talker: Talker, facts: Facts): EgressRule[] {
  return [dns(facts), ...talker.calls.map(({ to, ports }) => ({ to: peers(to, facts), ...portList(ports) }))];
}

/** Everything that may call a server: the other side of each call, whoever sends to it, and who forwards people's. */
export function ingressRules(talker: Talker, all: readonly Talker[], facts: Facts): IngressRule[] {
  const fromServers = all.flatMap((caller) =>
    caller.calls
      .filter(({ to }) => to.kind === "server" && to.server.name === talker.name)
      .map(({ ports }) => ({ from: serverPeers(caller, facts), ...portList(ports) })),
  );
  const fromSystems = (talker.open ?? []).map(({ port, to }) => ({
    from: to.flatMap((peer) => peers(peer, facts)),
    ...portList(portsOf(talker, port)),
  }));
  if (talker.ingress === undefined) return [...fromServers, ...fromSystems];
  const { from, port } = talker.ingress;
  return [
    ...fromServers,
    ...fromSystems,
    { from: peers(forwarder(from, facts), facts), ...portList(portsOf(talker, port)) },
  ];
}

/** Who forwards what people ask. */
export function forwarder(from: Ingress["from"], { nodes }: Pick<Facts, "nodes">): Outside {
  if (from === "nodes") return nodes;
  if ("cidrs" in from) return { kind: "addresses", name: "load balancer", cidrs: from.cidrs };
  return { kind: "namespace", name: "ingress controller", ...from };
}

function peers(peer: Peer, facts: Facts): PolicyPeer[] {
  switch (peer.kind) {
    case "server":
      return serverPeers(peer.server, facts);
    case "namespace":
      return [
        {
          namespaceSelector: { matchLabels: { "kubernetes.io/metadata.name": peer.namespace } },
          ...(peer.podLabels === undefined ? {} : { podSelector: { matchLabels: { ...peer.podLabels } } }),
        },
      ];
    case "pods":
      return [{ namespaceSelector: {} }];
    case "addresses":
      return peer.cidrs.map((cidr) => {
        const except = (peer.except ?? []).filter((each) => isIPv6Cidr(each) === isIPv6Cidr(cidr));
        return { ipBlock: except.length === 0 ? { cidr } : { cidr, except } };
      });
  }
}

function isIPv6Cidr(cidr: string): boolean {
  return cidr.includes(":");
}

function serverPeers(server: ServerIdentity, { nodes, namespaces }: Facts): PolicyPeer[] {
  if (server.network === "host") return nodes.cidrs.map((cidr) => ({ ipBlock: { cidr } }));
  return [
    {
      namespaceSelector: { matchLabels: { "kubernetes.io/metadata.name": namespaces[server.zone] } },
      podSelector: { matchLabels: selectorLabels(server) },
    },
  ];
}

function portList(ports: readonly Port[]): Pick<EgressRule, "ports"> {
  if (ports.length === 0) return {};
  return { ports: ports.map(({ number, protocol }) => ({ port: number, protocol })) };
}
