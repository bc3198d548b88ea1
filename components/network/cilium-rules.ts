/**
 * What Cilium's own policies add to the NetworkPolicies, which it keeps too: it takes nodes and the Kubernetes API for entities, and an
 * `ipBlock` matches neither of them nor pods (https://docs.cilium.io/en/stable/security/policy/layer3/#cidr-based). Pure.
 */
import { type CiliumEntity, type Peer, type Port, portsOf } from "../workload/connection.ts";
import { type Facts, forwarder, type Talker } from "./policy-rules.ts";

interface PortRule {
  readonly ports: readonly { readonly port: string; readonly protocol: Port["protocol"] }[];
}

/** The rules of a CiliumNetworkPolicy; a direction without any is left out. */
export interface CiliumRules {
  readonly egress?: readonly { readonly toEntities: readonly CiliumEntity[]; readonly toPorts?: readonly PortRule[] }[];
  readonly ingress?: readonly {
    readonly fromEntities: readonly CiliumEntity[];
    readonly toPorts?: readonly PortRule[];
  }[];
}

const DNS: readonly Port[] = [
  { number: 53, protocol: "UDP" },
  { number: 53, protocol: "TCP" },
];

/** The rules of a server. */
export function ciliumRules({ calls, ingress, ...server }: Talker, facts: Facts): CiliumRules {
  const dnsOnNodes = facts.dns.some((who) => who !== "kube-dns");
  const out = [...(dnsOnNodes ? [{ to: facts.nodes, ports: DNS }] : []), ...calls].flatMap(({ to, ports }) =>
    entitiesOf(to, facts).map((toEntities) => ({ toEntities, ...portRules(ports) })),
  );
  const into =
    ingress === undefined
      ? []
      : entitiesOf(forwarder(ingress.from, facts), facts).map((fromEntities) => ({
          fromEntities,
          ...portRules(portsOf(server, ingress.port)),
        }));
  return { ...(out.length === 0 ? {} : { egress: out }), ...(into.length === 0 ? {} : { ingress: into }) };
}

/** The entities that a peer is, as one list; none where it is known by its address or labels. */
function entitiesOf(peer: Peer, { nodes }: Facts): readonly (readonly CiliumEntity[])[] {
  const outside = peer.kind === "server" && peer.server.network === "host" ? nodes : peer;
  return outside.kind === "addresses" && outside.entities !== undefined ? [outside.entities] : [];
}

function portRules(ports: readonly Port[]): { readonly toPorts?: readonly PortRule[] } {
  if (ports.length === 0) return {};
  return { toPorts: [{ ports: ports.map(({ number, protocol }) => ({ port: String(number), protocol })) }] };
}
