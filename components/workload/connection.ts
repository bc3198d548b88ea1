/**
 * Connections: who calls whom, declared once by the caller. NetworkPolicies of both sides, the report's picture and
 * Prometheus' scrape jobs come from them.
 */
import { type PortName, portNumber, type ServerIdentity } from "./identity.ts";

/** A port number and its transport protocol. */
export interface Port {
  readonly number: number;
  readonly protocol: "TCP" | "UDP";
}

/** What Cilium takes for other than an address (https://docs.cilium.io/en/stable/security/policy/layer3/#entities-based). */
export type CiliumEntity = "host" | "remote-node" | "kube-apiserver";

/** Something outside that a server calls, or that calls a server. */
export type Outside =
  | {
      readonly kind: "addresses";
      readonly name: string;
      readonly cidrs: readonly string[];
      readonly except?: readonly string[];
      /** What Cilium knows them as, where it does not go by their addresses. */
      readonly entities?: readonly CiliumEntity[];
    }
  | {
      readonly kind: "namespace";
      readonly name: string;
      readonly namespace: string;
      /** Labels of its pods. Absent: all of them. */
      readonly podLabels?: Readonly<Record<string, string>> | undefined;
    }
  | {
      /** Every pod of the cluster that is on the pods' network. */
      readonly kind: "pods";
      readonly name: string;
    };

/** Another server of this program, or something outside. */
export type Peer = { readonly kind: "server"; readonly server: ServerIdentity } | Outside;

/** A call that a server makes. */
export interface Connection {
  readonly to: Peer;
  /** Empty: every port. Only for peers whose ports cannot be known before they are discovered. */
  readonly ports: readonly Port[];
  /** What the call is for, in a few words. */
  readonly why: string;
  /** Set where it is a call to the stack's proxy, which the process must know. */
  readonly through?: "proxy";
}

/**
 * Addresses that the internet does not have: private ones (RFC 1918, RFC 4193), those of carriers' networks, which EKS gives
 * to pods (RFC 6598), and link-local ones (RFC 3927, RFC 4291), where a cloud's metadata service answers.
 */
export const PRIVATE_RANGES = [
  "10.0.0.0/8",
  "172.16.0.0/12",
  "192.168.0.0/16",
  "100.64.0.0/10",
  "169.254.0.0/16",
  "fc00::/7",
  "fe80::/10",
] as const;

/** Every public address. */
export const INTERNET: Outside = {
  kind: "addresses",
  name: "internet",
  cidrs: ["0.0.0.0/0", "::/0"],
  except: PRIVATE_RANGES,
};

/** A server's port as a transport port for each protocol it speaks. */
export function portsOf(server: ServerIdentity, port: string): readonly Port[] {
  const number = portNumber(server, port);
  const protocols = server.ports[port]?.protocols ?? ["TCP"];
  return protocols.map((protocol) => ({ number, protocol }));
}

/** A call to another server. */
export function callServer<Identity extends ServerIdentity>(
  server: Identity,
  port: PortName<Identity>,
  why: string,
): Connection {
  return { to: { kind: "server", server }, ports: portsOf(server, port), why };
}

/** The calls with which Prometheus scrapes every port of these servers that has metrics. */
export function scrapeCalls(servers: readonly ServerIdentity[]): readonly Connection[] {
  return servers.flatMap((server) =>
    Object.entries(server.ports)
      .filter(([, port]) => port.metricsPath !== undefined)
      .map(([port]) => callServer(server, port, "scrape metrics")),
  );
}

/** TCP ports by number. */
export function tcp(...numbers: readonly number[]): readonly Port[] {
  return numbers.map((number) => ({ number, protocol: "TCP" as const }));
}
