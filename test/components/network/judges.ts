/**
 * Three ways in which network plugins judge a call, as small models: by the pod that it leads to, after a Service's address was
 * translated (Calico, kindnet); so, but nodes and the Kubernetes API by what they are and not by address (Cilium); and by the Service's address, before (the VPC CNI, whose controller adds the addresses
 * of Services to what a selector of pods stands for: https://github.com/aws/amazon-network-policy-controller-k8s).
 */
import { type CiliumRules, ciliumRules } from "../../../components/network/cilium-rules.ts";
import { egressRules, ingressRules } from "../../../components/network/policy-rules.ts";
import type { PlaceFacts } from "../../../components/place.ts";
import type { CiliumEntity } from "../../../components/workload/connection.ts";
import { selectorLabels } from "../../../components/workload/labels.ts";
import type { Server } from "../../../components/workload/server.ts";
import { isInNetwork } from "../../../config/types/cidr.ts";

/** Something with an address in the cluster. */
export interface Party {
  readonly name: string;
  /** Its own address: of the pod, or of its node. */
  readonly address: string;
  /** The address of its Service; absent where none leads to it. */
  readonly service?: string;
  /** Set for pods that a selector can find. */
  readonly pod?: { readonly namespace: string; readonly labels: Readonly<Record<string, string>> };
  /** What Cilium takes it for, where it is no pod and not just an address. */
  readonly entity?: CiliumEntity;
  /** Set for servers of the program: both sides of their calls are judged. */
  readonly server?: Server;
}

/** When a plugin looks at a call. */
export type Moment = "before translation" | "after translation" | "by entity";

interface Rule {
  readonly to?: unknown;
  readonly from?: unknown;
  readonly ports?: unknown;
}

interface Selector {
  readonly namespaceSelector?: { readonly matchLabels?: Readonly<Record<string, string>> };
  readonly podSelector?: { readonly matchLabels: Readonly<Record<string, string>> };
  readonly ipBlock?: { readonly cidr: string; readonly except?: readonly string[] };
}

/** A call of one party to another on a port. */
export interface Call {
  readonly from: Party & { readonly server: Server };
  readonly to: Party;
  readonly port: number;
  readonly protocol: "TCP" | "UDP";
}

/** Whether the policies of both sides let a call through. */
export function isAllowed(call: Call, servers: readonly Server[], place: PlaceFacts, moment: Moment): boolean {
  const { from, to, port, protocol } = call;
  const egress: readonly Rule[] = egressRules(from.server, place);
  const { egress: toEntities = [] } = moment === "by entity" ? ciliumRules(from.server, place) : {};
  const leaves =
    egress.some((rule) => opens(rule, call) && peersOf(rule.to).some((peer) => selects(peer, to, moment))) ||
    toEntities.some((rule) => includes(rule.toEntities, to) && opens({ ports: numbered(rule.toPorts) }, call));
  if (to.server === undefined) return leaves;
  // A pod on its node's network has no policy: nothing judges what comes in.
  return (
    leaves && (to.server.network === "host" || mayEnter(from, to.server, { port, protocol }, servers, place, moment))
  );
}

/** Whether the policy of a server lets somebody in. The caller's address is never translated. */
export function mayEnter(
  from: Party,
  server: Server,
  port: Pick<Call, "port" | "protocol">,
  servers: readonly Server[],
  place: PlaceFacts,
  moment: Moment,
): boolean {
  const ingress: readonly Rule[] = ingressRules(server, servers, place);
  const seen = moment === "by entity" ? moment : "after translation";
  const { ingress: fromEntities = [] } = moment === "by entity" ? ciliumRules(server, place) : {};
  return (
    ingress.some((rule) => opens(rule, port) && peersOf(rule.from).some((peer) => selects(peer, from, seen))) ||
    fromEntities.some((rule) => includes(rule.fromEntities, from) && opens({ ports: numbered(rule.toPorts) }, port))
  );
}

function includes(entities: readonly CiliumEntity[], { entity }: Party): boolean {
  return entity !== undefined && entities.includes(entity);
}

/** Cilium writes the numbers of ports as text. */
function numbered(rules: NonNullable<CiliumRules["egress"]>[number]["toPorts"]): Rule["ports"] {
  return rules?.flatMap(({ ports }) => ports.map(({ port, protocol }) => ({ port: Number(port), protocol })));
}

function peersOf(peers: unknown): readonly Selector[] {
  return Array.isArray(peers) ? peers : [];
}

function opens({ ports }: Rule, { port, protocol }: Pick<Call, "port" | "protocol">): boolean {
  if (!Array.isArray(ports)) return true;
  return ports.some((open) => open.port === port && open.protocol === protocol);
}

function selects({ ipBlock, podSelector, namespaceSelector }: Selector, party: Party, moment: Moment): boolean {
  const address = moment === "before translation" ? (party.service ?? party.address) : party.address;
  if (ipBlock !== undefined) {
    if (moment === "by entity" && (party.pod !== undefined || party.entity !== undefined)) return false;
    return isInNetwork(address, ipBlock.cidr) && !(ipBlock.except ?? []).some((cidr) => isInNetwork(address, cidr));
  }
  if (party.pod === undefined) return false;
  const { namespace, labels } = party.pod;
  // An empty selector is every namespace.
  const wanted = namespaceSelector?.matchLabels?.["kubernetes.io/metadata.name"];
  const inNamespace = namespaceSelector !== undefined && (wanted === undefined || wanted === namespace);
  return inNamespace && Object.entries(podSelector?.matchLabels ?? {}).every(([key, value]) => labels[key] === value);
}

/** A server of the program as a party. */
export function partyOf(server: Server, place: PlaceFacts, index: number): Party & { readonly server: Server } {
  const onNode = server.network === "host";
  const hasService = server.replication.kind !== "DaemonSet";
  return {
    name: server.name,
    server,
    address: onNode ? firstOf(place.nodes.cidrs) : `100.64.0.${index + 1}`,
    ...(hasService ? { service: `${firstOf(place.serviceCidrs).replace(/\d+$/, "")}${index + 10}` } : {}),
    ...(onNode
      ? { entity: "remote-node" as const }
      : { pod: { namespace: place.namespaces[server.zone], labels: selectorLabels(server) } }),
  };
}

/** The first host of the first of some networks. */
export function firstOf([cidr = ""]: readonly string[]): string {
  return cidr.replace(/\.\d+\/\d+$/, ".1");
}
