import { isIPv4, isIPv6 } from "node:net";
import { textType } from "./text-type.ts";

/** Where a server listens. */
export interface HostPort {
  /** As Prometheus takes a target, e.g. `coordinator-1:9090` or `[2001:db8::1]:9090`. */
  readonly text: string;
  /** A host name or an address, an IPv6 address without its brackets. */
  readonly host: string;
  /** 1 to 65535. */
  readonly port: number;
}

const grammar = /^(?:\[([\da-fA-F:.]+)\]|([^\s:/@[\]]+)):([1-9]\d{0,4})$/;

/** Underscores are no part of a DNS name, but container hosts have them and resolvers take them. */
const hostName = /^(?=.{1,253}$)[a-z\d](?:[\w-]{0,61}[a-z\d])?(?:\.[a-z\d](?:[\w-]{0,61}[a-z\d])?)*$/i;

function isHost(name: string): boolean {
  // Resolvers take a name that ends in digits for an address: 10.0.0.256 is a wrong address, not a host.
  return /(?:^|\.)\d+$/.test(name) ? isIPv4(name) : hostName.test(name);
}

/** Parses `host:port`. A missing port, a port outside 1 to 65535, and an IPv6 address without brackets are refused. */
export function parseHostPort(text: string): HostPort | undefined {
  const [, ipv6, name, digits] = grammar.exec(text) ?? [];
  const port = Number(digits);
  if (!(port >= 1 && port <= 65_535)) return undefined;
  if (ipv6 !== undefined) return isIPv6(ipv6) ? { text, host: ipv6, port } : undefined;
  return name !== undefined && isHost(name) ? { text, host: name, port } : undefined;
}

/** `http://host:9090/metrics` → `host:9090`, `2001:db8::1:9090` → `[2001:db8::1]:9090`. */
function nearestHostPort(text: string): string {
  const bare = text
    .trim()
    .replace(/^[a-z]+:\/\//i, "")
    .replace(/\/.*$/, "");
  const [, address, port] = /^([\da-f:]*:[\da-f:]*):(\d+)$/i.exec(bare) ?? [];
  return address === undefined ? bare : `[${address}]:${port}`;
}

/** A setting that holds a target. */
export function hostPort() {
  return textType({
    name: "host:port",
    expected: 'a host and a port from 1 to 65535, such as "coordinator-1:9090" or "[2001:db8::1]:9090"',
    examples: ["coordinator-1:9090", "[2001:db8::1]:9090"],
    pattern: grammar,
    parse: parseHostPort,
    nearest: nearestHostPort,
  });
}
