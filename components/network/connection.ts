/**
 * Connections: who calls whom, declared once by the caller. NetworkPolicies of both sides, the report's picture and
 * Prometheus' scrape jobs come from them.
 */
import { type PartName, type PortName, partOf, portNumber } from "../parts.ts";

/** A port number and its transport protocol. */
export interface Port {
  readonly number: number;
  readonly protocol: "TCP" | "UDP";
}

/** Something outside the stack that a part calls, or that calls a part. */
export type Outside =
  | {
      readonly kind: "addresses";
      readonly name: string;
      readonly cidrs: readonly string[];
      readonly except?: readonly string[];
    }
  | { readonly kind: "namespace"; readonly name: string; readonly namespace: string };

/** A part of the stack, or something outside it. */
export type Peer = { readonly kind: "part"; readonly part: PartName } | Outside;

/** A call that a part makes. */
export interface Connection {
  readonly to: Peer;
  /** Empty: every port. Only for peers whose ports cannot be known before they are discovered. */
  readonly ports: readonly Port[];
  /** What the call is for, in a few words. */
  readonly why: string;
}

/** A call that a part takes from outside the stack. */
export interface Inbound {
  readonly from: Outside;
  readonly ports: readonly Port[];
  readonly why: string;
}

/** Private address ranges (RFC 1918) and link-local ones (RFC 3927), where a cloud's metadata service answers. */
export const PRIVATE_RANGES = ["10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "169.254.0.0/16"] as const;

/** A part's port as a transport port for each protocol it speaks. */
export function portsOf(part: PartName, port: string): readonly Port[] {
  const number = portNumber(part, port);
  const protocols = partOf(part).ports[port]?.protocols ?? ["TCP"];
  return protocols.map((protocol) => ({ number, protocol }));
}

/** A call to another part of the stack. */
export function callPart<P extends PartName>(part: P, port: PortName<P>, why: string): Connection {
  return { to: { kind: "part", part }, ports: portsOf(part, port), why };
}

/** The calls with which Prometheus scrapes every port of these parts that has metrics. */
export function scrapeCalls(parts: readonly PartName[]): readonly Connection[] {
  return parts.flatMap((part) =>
    Object.entries(partOf(part).ports)
      .filter(([, port]) => port.metricsPath !== undefined)
      .map(([port]) => ({ to: { kind: "part" as const, part }, ports: portsOf(part, port), why: "scrape metrics" })),
  );
}

/** TCP ports by number. */
export function tcp(...numbers: readonly number[]): readonly Port[] {
  return numbers.map((number) => ({ number, protocol: "TCP" as const }));
}
